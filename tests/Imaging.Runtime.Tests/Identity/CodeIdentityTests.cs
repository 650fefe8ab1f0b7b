namespace Imaging.Identity;

[TestClass]
public sealed class CodeIdentityTests
{
    [TestMethod]
    public void Text_is_32_lower_case_digits_and_parses_back()
    {
        var identity = new CodeIdentity(0x00ABCDEF01234567, 0xFEDCBA9876543210);
        Assert.AreEqual("00abcdef01234567fedcba9876543210", identity.ToString());
        Assert.IsTrue(CodeIdentity.TryParse(identity.ToString(), out CodeIdentity parsed));
        Assert.AreEqual(identity, parsed);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("00abcdef01234567fedcba987654321")]
    [DataRow("00abcdef01234567fedcba98765432100")]
    [DataRow("00abcdef01234567fedcba987654321g")]
    [DataRow(" 0abcdef01234567fedcba9876543210")]
    public void Anything_else_does_not_parse(string text) => Assert.IsFalse(CodeIdentity.TryParse(text, out _));
}
