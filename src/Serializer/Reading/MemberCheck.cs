using Imaging.Format;
using Imaging.Identity;
using Imaging.Restore;

namespace Imaging.Serializer.Reading;

/// <summary>Checks the recipes of methods and globals.</summary>
internal sealed class MemberCheck(ImageView image, FindingList findings)
{
    internal void Run()
    {
        findings.ForEach(DiagnosticCodes.TableDamaged, "method", image.Methods.Count, CheckMethod);
        findings.ForEach(DiagnosticCodes.TableDamaged, "global", image.Globals.Count, CheckGlobal);
    }

    private void CheckMethod(uint index)
    {
        ref readonly RawMethod method = ref image.Methods[index];
        _ = image.Types[method.DeclaringType];
        TokenCheck.Run(method.Token, Table.MethodDef);
        StrictText.ReadName(image, method.Name);
        image.Indexes.CheckRange(method.FirstArgument, method.ArgumentCount);
        for (uint i = 0; i < method.ArgumentCount; i++)
        {
            _ = image.Types[image.Indexes[method.FirstArgument + i].Value];
        }
    }

    private void CheckGlobal(uint index)
    {
        ref readonly RawGlobal global = ref image.Globals[index];
        string text = StrictText.Read(image, global.Text);
        bool hasType = global.Type != ImageFormat.None;
        if (hasType)
        {
            _ = image.Types[global.Type];
        }

        bool holds = global.Kind switch
        {
            GlobalKind.StaticField => hasType && text.Length > 0,
            GlobalKind.StaticPath => hasType && text.IndexOf(StaticPath.Separator, StringComparison.Ordinal) > 0,
            GlobalKind.Accessor => Enum.IsDefined((GlobalAccessor)global.Token) && hasType == IsGeneric((GlobalAccessor)global.Token) && (text.Length == 0 || IsNamed((GlobalAccessor)global.Token)),
            GlobalKind.Member => hasType && text.Length > 0,
            GlobalKind.InternedString => !hasType && text.Length > 0 && global.Token == 0,
            _ => false,
        };
        if (!holds)
        {
            throw new ImageFormatException($"a global of the kind {(uint)global.Kind} cannot be like that");
        }

        if (global.Kind is GlobalKind.StaticField or GlobalKind.StaticPath)
        {
            TokenCheck.Run(global.Token, Table.Field);
        }
    }

    private static bool IsNamed(GlobalAccessor accessor) =>
        accessor is GlobalAccessor.Culture or GlobalAccessor.TimeZone or GlobalAccessor.XName or GlobalAccessor.XNamespace or GlobalAccessor.SearchValues or GlobalAccessor.CompletedTask
            or GlobalAccessor.CultureComparer;

    private static bool IsGeneric(GlobalAccessor accessor) =>
        accessor is GlobalAccessor.EmptyArray or GlobalAccessor.EmptyImmutableArray or GlobalAccessor.DefaultEqualityComparer or GlobalAccessor.DefaultComparer
            or GlobalAccessor.SearchValues or GlobalAccessor.CompletedTask or GlobalAccessor.JsonConverter or GlobalAccessor.Assembly or GlobalAccessor.Module;
}
