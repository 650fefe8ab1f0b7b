namespace Imaging.Tasks;

internal static class DiagnosticCodes
{
    public const string InvalidSetting = "IMG5005";
    public const string InvalidInput = "IMG5006";
    public const string FrameworkMisfit = "IMG5007";
    public const string FileNotAccessible = "IMG5012";
    public const string ShippedImageDoesNotHold = "IMG5031";
    public const string Bug = "IMG9001";
}
