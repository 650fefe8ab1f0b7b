using Imaging.Serializer.Tests.Cli;

namespace Imaging.Serializer.Tests.Reading;

/// <summary>A package with something of everything that an image can hold, compiled and serialized once.</summary>
internal static class SampleImage
{
    private const string Source = """
        using System.Text.RegularExpressions;

        public class Node
        {
            public string Name;
            public Node Next;
            public object Box;
            public int[] Numbers;
            public Type Kind;
        }

        public sealed class Settled
        {
            public static readonly string Text;
            public long Number = 5;
            static Settled() { Text = "settled"; }
        }

        public sealed record Pair(string Left, string Right);

        public static class Roots
        {
            public static readonly ImageRoot<Dictionary<Pair, string>> Words = new(() => Enumerable.Range(0, 9).ToDictionary(i => new Pair("left" + i, "right"), i => "value" + i));
            public static readonly ImageRoot<Node[]> Nodes = new(MakeNodes);
            public static readonly ImageRoot<Regex> Pattern = new(() => new Regex("^a" + "b*$", RegexOptions.Compiled));
            public static readonly ImageRoot<Func<string, bool>> Function = new(() => new Needle { Text = string.Concat("nee", "dle") }.IsIn);
            public static readonly ImageRoot<object> Refused = new(() => new System.IO.MemoryStream());

            private static Node[] MakeNodes()
            {
                var nodes = new Node[] { new Node(), new Node(), new Node() };
                for (int i = 0; i < 3; i++)
                {
                    nodes[i].Name = "node " + i;
                    nodes[i].Next = nodes[(i + 1) % 3];
                    nodes[i].Box = i == 0 ? new Settled() : (object)i;
                    nodes[i].Numbers = new[] { i, i + 1, i + 2 };
                    nodes[i].Kind = i == 1 ? typeof(SortedSet<Node>) : null;
                }

                return nodes;
            }
        }

        public sealed class Needle
        {
            public string Text;
            public bool IsIn(string other) => other.Contains(Text);
        }
        """;

    private static readonly Lazy<TestPackage> s_package = new(Make);

    /// <summary>Not to be changed: tests copy it.</summary>
    internal static TestPackage Package => s_package.Value;

    /// <summary>Copies the package, its image and what it needs.</summary>
    /// <returns>Path of the copied image.</returns>
    internal static string CopyTo(TemporaryDirectory directory)
    {
        foreach (string file in Directory.EnumerateFiles(Package.Directory))
        {
            File.Copy(file, directory.File(Path.GetFileName(file)));
        }

        return directory.File(Path.GetFileName(Package.ImagePath));
    }

    internal static void Delete()
    {
        if (s_package.IsValueCreated)
        {
            s_package.Value.Dispose();
        }
    }

    private static TestPackage Make()
    {
        var package = TestPackage.Compile(Source);
        SerializeResult result = package.Serialize();
        Assert.IsTrue(result.ImageWritten, string.Join('\n', result.Diagnostics));
        Assert.AreEqual("Roots.Refused", string.Join(' ', result.Roots.Where(static root => !root.Captured).Select(static root => root.Root)), string.Join('\n', result.Diagnostics));
        return package;
    }
}

[TestClass]
public sealed class SampleImageCleanup
{
    [AssemblyCleanup]
    public static void Delete()
    {
        SampleImage.Delete();
        HeldObjects.Delete();
    }
}
