using System.Runtime.InteropServices;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>The runtime settings that the results of builders depend on, and the platform, which is none but is compared alike.</summary>
internal static class RuntimeKnobs
{
    /// <summary>The operating system and the architecture of the process: another build of the framework may be that of another platform.</summary>
    internal const string Platform = "platform";

    /// <summary>What an image records: the settings, by the <see cref="AppContext"/> switch, which the environment can set too, and the platform.</summary>
    internal static readonly string[] Recorded =
    [
        "System.Globalization.Invariant",
        "System.Globalization.PredefinedCulturesOnly",
        "System.Globalization.UseNls",
        Platform,
    ];

    /// <summary>The settings' names.</summary>
    internal static string[] Names => Recorded[..^1];

    /// <summary>A setting's value in this process, "true" or "false"; of the platform, such as "linux-x64".</summary>
    internal static string Current(string name)
    {
        if (name == Platform)
        {
            return CurrentPlatform();
        }

        string variable = name switch
        {
            "System.Globalization.Invariant" => "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT",
            "System.Globalization.PredefinedCulturesOnly" => "DOTNET_SYSTEM_GLOBALIZATION_PREDEFINED_CULTURES_ONLY",
            _ => "DOTNET_SYSTEM_GLOBALIZATION_USENLS",
        };
        bool isSet = AppContext.TryGetSwitch(name, out bool value)
            ? value
            : Environment.GetEnvironmentVariable(variable) is { } text && (text == "1" || string.Equals(text, "true", StringComparison.OrdinalIgnoreCase));
        return isSet ? "true" : "false";
    }

    /// <exception cref="RestoreException">A setting differs from what it was at the capture.</exception>
    internal static void Check(ImageView image)
    {
        for (uint i = 0; i < image.Knobs.Count; i++)
        {
            ref readonly RawKnob knob = ref image.Knobs[i];
            string name = NameOf(image, knob);
            string current = Current(name);
            if (!image.TextEquals(knob.Value, current))
            {
                throw new RestoreException(name == Platform
                    ? $"the platform is {current}, the image was made on {image.Text(knob.Value)}"
                    : $"the setting {name} is {current}, the image was made with {image.Text(knob.Value)}");
            }
        }
    }

    private static string NameOf(ImageView image, in RawKnob knob)
    {
        for (int i = 0; i < Recorded.Length; i++)
        {
            if (image.TextEquals(knob.Name, Recorded[i]))
            {
                return Recorded[i];
            }
        }

        throw new RestoreException($"the image depends on the setting {image.Text(knob.Name)}, which this Imaging.Runtime does not know");
    }

    private static string CurrentPlatform()
    {
        string system = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "other";
        return system + (RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "-x64",
            Architecture.Arm64 => "-arm64",
            _ => "-other",
        });
    }
}
