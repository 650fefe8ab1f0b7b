using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Imaging.Identity;

[TestClass]
public sealed class MalformedImageTests
{
    // Small, but with method bodies, exception clauses, field data, a resource and attributes.
    private const string Source = """
        [assembly: System.Reflection.AssemblyInformationalVersion("1")]
        [System.Obsolete("x")]
        static class C
        {
            static readonly int[] D = { 1, 2, 3, 4, 5, 6, 7, 8 };
            static int M(string s) { try { return int.Parse(s); } catch (System.FormatException) { return D[3]; } finally { s = "t"; } }
        }
        """;

    private static readonly byte[] Small = TestCompiler.Compile(Source, resource: [1, 2, 3, 4, 5]);

    [TestMethod]
    public void Every_truncation_is_rejected_or_read_without_leaving_the_file()
    {
        using var memory = new GuardedBytes(Small.Length);
        int rejected = 0;
        for (int length = 0; length < Small.Length; length++)
        {
            rejected += Survives(memory.Hold(Small.AsSpan(0, length))) ? 0 : 1;
        }

        Assert.IsGreaterThan(Small.Length / 2, rejected);
    }

    [TestMethod]
    public void Every_mutation_of_a_byte_is_rejected_or_read_without_leaving_the_file()
    {
        using var memory = new GuardedBytes(Small.Length);
        byte[] bytes = [.. Small];
        int rejected = 0;
        for (int at = 0; at < bytes.Length; at++)
        {
            byte original = bytes[at];
            foreach (byte mutation in (ReadOnlySpan<byte>)[0x00, 0xFF, 0x7F, 0x80, (byte)(original + 1), (byte)(original - 1), (byte)(original ^ 0x10), (byte)(original ^ 0x40)])
            {
                bytes[at] = mutation;
                rejected += Survives(memory.Hold(bytes)) ? 0 : 1;
            }

            bytes[at] = original;
        }

        Assert.IsGreaterThan(0, rejected);
    }

    [TestMethod]
    public void Many_mutations_at_once_are_rejected_or_read_without_leaving_the_file()
    {
        using var memory = new GuardedBytes(Small.Length);
        var random = new Random(20260101);
        for (int round = 0; round < 30_000; round++)
        {
            byte[] bytes = [.. Small];
            for (int i = random.Next(1, 12); i > 0; i--)
            {
                int at = random.Next(bytes.Length);
                bytes[at] = (byte)random.Next(256);
            }

            Survives(memory.Hold(bytes));
        }
    }

    [TestMethod]
    public void Every_byte_of_the_metadata_and_the_bodies_counts_or_is_masked_on_purpose()
    {
        // The MVID and the indexes to GUIDs, the informational version and the index to it, versions and reserved fields of
        // headers, the name and place of the GUID stream, what pads names and streams: 78 bytes of about 1,500.
        const int MaskedAtMost = 80;
        (int start, int end) = BodiesAndMetadata(Small);
        ulong checksum = CanonicalCode.Checksum(Small);
        byte[] bytes = [.. Small];
        var unnoticed = new List<int>();
        for (int at = start; at < end; at++)
        {
            bytes[at] ^= 0x20;
            if (ChecksumOrNull(bytes) == checksum)
            {
                unnoticed.Add(at);
            }

            bytes[at] ^= 0x20;
        }

        Assert.IsLessThanOrEqualTo(MaskedAtMost, unnoticed.Count, string.Join(", ", unnoticed.Select(at => at.ToString("x", null))));
    }

    [TestMethod]
    public void Text_and_nothing_are_rejected_with_the_reason()
    {
        Assert.ThrowsExactly<BadImageFormatException>(() => CanonicalCode.Checksum([]));
        BadImageFormatException exception = Assert.ThrowsExactly<BadImageFormatException>(() => CanonicalCode.Checksum("MZ, but not a program. Just some text that is long enough for headers."u8));
        StringAssert.Contains(exception.Message, "malformed", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Uncompressed_tables_are_rejected_with_the_reason()
    {
        byte[] edited = Patch.Replace(Small, "#~\0\0"u8, "#-\0\0"u8);
        BadImageFormatException exception = Assert.ThrowsExactly<BadImageFormatException>(() => CanonicalCode.Checksum(edited));
        StringAssert.Contains(exception.Message, "edit-and-continue", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Assembly_that_is_not_all_il_is_rejected_with_the_reason()
    {
        using var reader = new PEReader(new MemoryStream(Small));
        byte[] mixed = [.. Small];
        mixed[reader.PEHeaders.CorHeaderStartOffset + 16] &= 0xFE;
        BadImageFormatException exception = Assert.ThrowsExactly<BadImageFormatException>(() => CanonicalCode.Checksum(mixed));
        StringAssert.Contains(exception.Message, "native", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Rows_that_all_refer_to_the_same_large_blob_are_rejected()
    {
        // 30,000 times 60,000 bytes from a file of 180,000.
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString("M"), default, default, default);
        BlobHandle blob = metadata.GetOrAddBlob(new byte[60_000]);
        for (int i = 0; i < 30_000; i++)
        {
            metadata.AddStandaloneSignature(blob);
        }

        var image = new BlobBuilder();
        new ManagedPEBuilder(new PEHeaderBuilder(), new MetadataRootBuilder(metadata), new BlobBuilder()).Serialize(image);
        BadImageFormatException exception = Assert.ThrowsExactly<BadImageFormatException>(() => CanonicalCode.Checksum(image.ToArray()));
        StringAssert.Contains(exception.Message, "too often", StringComparison.Ordinal);
    }

    private static (int Start, int End) BodiesAndMetadata(byte[] assembly)
    {
        const int CliHeaderSize = 72;
        using var reader = new PEReader(new MemoryStream(assembly));
        PEHeaders headers = reader.PEHeaders;
        return (headers.CorHeaderStartOffset + CliHeaderSize, headers.MetadataStartOffset + headers.MetadataSize);
    }

    private static ulong? ChecksumOrNull(byte[] bytes)
    {
        try
        {
            return CanonicalCode.Checksum(bytes);
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    private static bool Survives(ReadOnlySpan<byte> bytes)
    {
        try
        {
            AssemblyFacts.Read(bytes);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
