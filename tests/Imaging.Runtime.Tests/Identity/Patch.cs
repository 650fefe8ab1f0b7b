namespace Imaging.Identity;

internal static class Patch
{
    /// <summary>A copy in which the only occurrence of some bytes has given way to others.</summary>
    public static byte[] Replace(byte[] original, ReadOnlySpan<byte> old, ReadOnlySpan<byte> replacement)
    {
        int at = original.AsSpan().IndexOf(old);
        Assert.IsGreaterThanOrEqualTo(0, at, "The bytes to patch are not there.");
        Assert.AreEqual(-1, original.AsSpan(at + 1).IndexOf(old), "The bytes to patch are there twice.");

        byte[] patched = [.. original];
        replacement.CopyTo(patched.AsSpan(at));
        return patched;
    }
}
