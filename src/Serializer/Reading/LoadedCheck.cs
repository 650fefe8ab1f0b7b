using System.Reflection;
using Imaging.Format;
using Imaging.Layout;
using Imaging.Restore;
using Imaging.Servicing;

namespace Imaging.Serializer.Reading;

/// <summary>
/// Checks what only the package's own types can tell: layouts, members, and every reference between objects. Types are
/// loaded for it, but no code of the package runs.
/// </summary>
internal sealed class LoadedCheck
{
    private readonly ImageView _image;
    private readonly DependencyResolver _dependencies;
    private readonly TypeResolver _types;
    private readonly ReferenceCheck _references;
    private readonly ExternalCheck? _externals;
    private readonly FindingList _findings;

    private readonly ReferencePath _paths;

    private LoadedCheck(ImageBytes image, Module package, ReferenceCheck references, ExternalCheck? externals, FindingList findings)
    {
        _image = image.View;
        _dependencies = new DependencyResolver(_image, package);
        _types = new TypeResolver(_image, _dependencies);
        _paths = new ReferencePath(image, package);
        _references = references;
        _externals = externals;
        _findings = findings;
    }

    /// <returns>Whether layouts, members and references were checked, and hold.</returns>
    internal static bool Run(ImageBytes image, DeployedAssemblies deployed, DeployedModules modules, ReferenceCheck references, FindingList findings)
    {
        if (LayoutProof.Failure is { } failure)
        {
            findings.Add(DiagnosticCodes.NotChecked, $"layouts of types and references between objects were not checked: {failure}", ImagingSeverity.Message);
            return false;
        }

        try
        {
            string name = image.View.Text(image.View.Dependencies[ImageFormat.SelfDependency].Name);
            using ExternalCheck? externals = ExternalCheck.Of(image.View, deployed, modules, findings);
            return new LoadedCheck(image, modules.Load(name), references, externals, findings).Run();
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            findings.Add(DiagnosticCodes.NotChecked, $"layouts of types and references between objects were not checked: {exception.Message}", ImagingSeverity.Message);
            return false;
        }
    }

    private bool Run()
    {
        int before = _findings.Findings.Count;
        _findings.ForEach(DiagnosticCodes.FrameworkDiffers, "dependency", _image.Dependencies.Count, ProveFramework);
        if (_dependencies.HasOtherBuild)
        {
            ForEachUnit(DiagnosticCodes.FrameworkDiffers, CheckFramework);
            if (_findings.Findings.Count > before)
            {
                return false;
            }
        }

        _findings.ForEach(DiagnosticCodes.LayoutDiffers, "type", _image.Types.Count, CheckType);
        _findings.ForEach(DiagnosticCodes.LayoutDiffers, "method", _image.Methods.Count, method => _types.ResolveMethod(method));
        _findings.ForEach(DiagnosticCodes.LayoutDiffers, "global", _image.Globals.Count, CheckGlobal);
        _findings.ForEach(DiagnosticCodes.LayoutDiffers, "delegate", _image.Delegates.Count, CheckDelegate);
        _findings.ForEach(DiagnosticCodes.UnitDamaged, "rebuild", _image.Rebuilds.Count, CheckRebuild);
        if (_findings.Findings.Count == before)
        {
            var slots = new SlotReferenceCheck(_image, _types, _references, _externals, _paths);
            ForEachUnit(DiagnosticCodes.ReferenceDamaged, slots.CheckUnit);
            ForEachUnit(DiagnosticCodes.ReferenceDamaged, slots.CheckSurrogates);
            if (_externals is not null)
            {
                ForEachUnit(DiagnosticCodes.ReferenceDamaged, _externals.CheckUnit);
            }
        }

        return _findings.Findings.Count == before;
    }

    // The types of each are compared only where it is known to be another build.
    private void ProveFramework(uint dependency)
    {
        if (_image.Dependencies[dependency].Kind == DependencyKind.Framework)
        {
            _dependencies.Prove(dependency);
        }
    }

    private void ForEachUnit(string code, RecordCheck check)
    {
        for (uint i = 0; i < _image.Units.Count; i++)
        {
            uint unit = i;
            _findings.Check(code, RootsOf(unit), () => check(unit));
        }
    }

    private void CheckFramework(uint unit)
    {
        RawUnit checkedUnit = _image.Units[unit];
        OtherFramework.CheckUnit(_image, checkedUnit, _types);
    }

    private string RootsOf(uint unit)
    {
        var names = new List<string>();
        for (uint i = 0; i < _image.Roots.Count; i++)
        {
            if (_image.Roots[i].Unit == unit)
            {
                names.Add(_image.Text(_image.Roots[i].Name));
            }
        }

        return string.Join(", ", names);
    }

    private void CheckType(uint index)
    {
        ref readonly RawType recipe = ref _image.Types[index];
        if ((recipe.Flags & TypeFlags.HasObjects) == 0)
        {
            _types.Resolve(index);
            return;
        }

        if (recipe.Layout != 0 && _types.Resolve(index) is var type && recipe.Layout != FieldLayout.HashOf(type))
        {
            _findings.Add(
                DiagnosticCodes.AssemblyDiffers,
                $"the fields of {type} lie elsewhere than when the image was made: {type.Assembly.GetName().Name} was compiled ahead of time here and not there, or the other way round, and moves what it puts behind the fields of a base of other packages: roots of the package use their builders",
                ImagingSeverity.Warning);
            return;
        }

        _types.ResolveWithObjects(index);
    }

    private void CheckGlobal(uint index)
    {
        ref readonly RawGlobal global = ref _image.Globals[index];
        if (global.Kind is GlobalKind.StaticField or GlobalKind.StaticPath && !_types.ResolveStaticField(global).IsInitOnly)
        {
            throw new ImageFormatException($"the static field {_image.Text(global.Text)} can be written, so its value may be any");
        }

        if (global.Kind == GlobalKind.Member)
        {
            _types.ResolveMember(global);
        }
    }

    // A class that derives from a hash table is not called one.
    private void CheckRebuild(uint index)
    {
        ref readonly RawRebuild rebuild = ref _image.Rebuilds[index];
        if (rebuild.Kind == RebuildKind.HashTable)
        {
            HashTableRebuilder.Of(_types.Resolve(_image.MainRuns[_references.RunOf(rebuild.Ordinal)].Type));
        }
    }

    private void CheckDelegate(uint index)
    {
        ref readonly RawDelegate recipe = ref _image.Delegates[index];
        Type type = _types.Resolve(recipe.Type);
        if (recipe.HasParts)
        {
            return;
        }

        MethodInfo method = _types.ResolveMethod(recipe.Method);
        if (!typeof(Delegate).IsAssignableFrom(type) || Delegate.CreateDelegate(type, null, method, throwOnBindFailure: false) is null)
        {
            throw new ImageFormatException($"{method.DeclaringType}.{method.Name} is no method for a {type}");
        }
    }
}
