using Imaging.Format;

namespace Imaging.Restore;

/// <summary>The runtime settings that the results of builders depend on.</summary>
internal static class RuntimeKnobs
{
    /// <summary>Their names: the <see cref="AppContext"/> switch, which the environment can set too.</summary>
    internal static readonly string[] Names =
    [
        "System.Globalization.Invariant",
        "System.Globalization.PredefinedCulturesOnly",
        "System.Globalization.UseNls",
    ];

    /// <summary>A setting's value in this process: "true" or "false".</summary>
    internal static string Current(string name)
    {
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
                throw new RestoreException($"the setting {name} is {current}, the image was made with {image.Text(knob.Value)}");
            }
        }
    }

    private static string NameOf(ImageView image, in RawKnob knob)
    {
        for (int i = 0; i < Names.Length; i++)
        {
            if (image.TextEquals(knob.Name, Names[i]))
            {
                return Names[i];
            }
        }

        throw new RestoreException($"the image depends on the setting {image.Text(knob.Name)}, which this Imaging.Runtime does not know");
    }
}
