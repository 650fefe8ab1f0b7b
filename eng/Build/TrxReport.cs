using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Imaging.Build;

/// <summary>Reads the report of one test project.</summary>
internal static class TrxReport
{
    private static readonly XNamespace Schema = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static TestTally Read(string project, string path)
    {
        XElement report;
        try
        {
            report = XElement.Load(path);
        }
        catch (XmlException)
        {
            return TestTally.Broken(project, $"the test host left a damaged report: {path}");
        }

        XElement? counters = report.Descendants(Schema + "Counters").SingleOrDefault();
        if (counters is null)
        {
            return TestTally.Broken(project, $"the test host left a report without counters: {path}");
        }

        int total = Count(counters, "total");
        int passed = Count(counters, "passed");
        TestFailure[] failures =
        [
            .. report.Descendants(Schema + "UnitTestResult").Where(IsFailure).Select(result => Describe(project, result)),
        ];

        // What is neither passed nor failed was not executed; the schema has a dozen words for failure, so those are not counted.
        var tally = new TestTally(passed, total - passed - failures.Length, failures);
        return tally.Skipped >= 0 && Count(counters, "failed") <= failures.Length
            ? tally
            : tally with { Skipped = 0, Failures = [.. failures, new TestFailure(project, "test host", $"the counters of the report contradict its results: {path}")] };
    }

    private static bool IsFailure(XElement result) => (string?)result.Attribute("outcome") is not ("Passed" or "NotExecuted");

    private static int Count(XElement counters, string name) =>
        int.Parse((string?)counters.Attribute(name) ?? "0", NumberStyles.None, CultureInfo.InvariantCulture);

    private static TestFailure Describe(string project, XElement result)
    {
        XElement? error = result.Element(Schema + "Output")?.Element(Schema + "ErrorInfo");
        string message = (string?)error?.Element(Schema + "Message") ?? (string?)result.Attribute("outcome") ?? "no outcome";
        string? stack = (string?)error?.Element(Schema + "StackTrace");
        return new TestFailure(project, (string?)result.Attribute("testName") ?? "?", stack is null ? message : $"{message}\n{stack}");
    }
}
