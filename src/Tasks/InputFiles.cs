using Imaging.Serializer;
using Microsoft.Build.Framework;

namespace Imaging.Tasks;

internal static class InputFiles
{
    public static bool TryRead(ITaskItem[] items, DiagnosticLog log, out IReadOnlyList<InputFile> inputs)
    {
        var read = new List<InputFile>(items.Length);
        // Names become file names in the output, and some file systems ignore case.
        var byName = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        bool valid = true;
        foreach (ITaskItem item in items)
        {
            string path = item.ItemSpec;
            string name = item.GetMetadata("Name");
            if (Fault(name, path, byName) is { } fault)
            {
                log.Error(DiagnosticCodes.InvalidInput, $"ImagingInput '{path}' cannot be used: {fault}");
                valid = false;
            }

            read.Add(new InputFile(name, path));
        }

        inputs = read;
        return valid;
    }

    private static string? Fault(string name, string path, Dictionary<string, string> byName)
    {
        if (!File.Exists(path))
        {
            return "there is no such file.";
        }

        if (Path.IsPathRooted(name) || name.Split('/').Any(part => part is "" or "." or ".."))
        {
            return $"its name '{name}' does not stay inside the folder that inputs are deployed to. Set its Name metadata to a relative path.";
        }

        return byName.TryAdd(name, path)
            ? null
            : $"'{byName[name]}' has the same name '{name}'. Give one of them another name through its Name metadata.";
    }
}
