using Imaging.Format;

namespace Imaging.Serializer.Reading;

/// <summary>Resolves what an image refers to in the images of dependencies that lie beside it.</summary>
internal sealed class ExternalCheck : IDisposable
{
    private readonly ImageView _image;
    private readonly Dictionary<uint, LinkedImageCheck> _linked = [];
    private readonly HashSet<(Type Declared, Type Target)> _fitting = [];

    private ExternalCheck(ImageView image) => _image = image;

    /// <returns><see langword="null"/> where an image that is linked to is missing or of another build.</returns>
    internal static ExternalCheck? Of(ImageView image, DeployedAssemblies deployed, DeployedModules modules, FindingList findings)
    {
        var check = new ExternalCheck(image);
        bool isComplete = true;
        for (uint i = 0; i < image.Dependencies.Count; i++)
        {
            if (image.Dependencies[i].Image != default)
            {
                isComplete &= check.Open(i, deployed, modules, findings);
            }
        }

        if (isComplete)
        {
            return check;
        }

        check.Dispose();
        return null;
    }

    /// <summary>Checks what a unit refers to otherwise than in the fields of its objects.</summary>
    /// <exception cref="ImageFormatException">The image of a dependency has no such object.</exception>
    internal void CheckUnit(uint index)
    {
        RawUnit unit = _image.Units[index];
        for (uint i = 0; i < unit.DelegateCount; i++)
        {
            Check(new ReferenceWord(_image.Delegates[unit.FirstDelegate + i].Target), unit, null);
        }

        for (uint i = 0; i < unit.RebuildCount; i++)
        {
            RawRebuild rebuild = _image.Rebuilds[unit.FirstRebuild + i];
            for (uint argument = 0; argument < rebuild.ArgumentCount && RebuildCheck.IsReference(rebuild.Kind, argument); argument++)
            {
                Check(new ReferenceWord(_image.RebuildArguments[rebuild.FirstArgument + argument].Bits), unit, null);
            }
        }

        for (uint i = 0; i < _image.Roots.Count; i++)
        {
            if (_image.Roots[i].Unit == index)
            {
                Check(new ReferenceWord(_image.Roots[i].Value), unit, null);
            }
        }
    }

    /// <param name="word">Any word.</param>
    /// <param name="unit">The unit that has it.</param>
    /// <param name="declared">What its place may hold; <see langword="null"/> where restore finds out.</param>
    /// <exception cref="ImageFormatException">The image of the dependency has no such object, or it does not fit.</exception>
    internal void Check(ReferenceWord word, in RawUnit unit, Type? declared)
    {
        if (word.Tag != ReferenceTag.External)
        {
            return;
        }

        for (uint i = 0; i < unit.LinkageCount; i++)
        {
            RawLinkage linkage = _image.Linkages[unit.FirstLinkage + i];
            if (linkage.Dependency == word.ExternalDependency && _linked[linkage.Dependency].TypeOf(word.ExternalTarget, linkage.Unit) is { } target)
            {
                if (declared is null || _fitting.Contains((declared, target)))
                {
                    return;
                }

                _ = declared.IsAssignableFrom(target) ? _fitting.Add((declared, target)) : throw new ImageFormatException($"{Describe(word)} is a {target}, in a place for {declared}");
                return;
            }
        }

        throw new ImageFormatException($"{Describe(word)} is in none of the units that it is linked to");
    }

    public void Dispose()
    {
        foreach (LinkedImageCheck linked in _linked.Values)
        {
            linked.Dispose();
        }
    }

    private bool Open(uint dependency, DeployedAssemblies deployed, DeployedModules modules, FindingList findings)
    {
        string name = _image.Text(_image.Dependencies[dependency].Name);
        BuildId expected = _image.Dependencies[dependency].Image;
        string path = Path.Combine(deployed.Directory, name + ImageFormat.Extension);
        ImageBytes? linked = null;
        try
        {
            linked = ImageBytes.Read(path);
            if (linked.View.Header.BuildId == expected)
            {
                _linked.Add(dependency, new LinkedImageCheck(linked, modules.Load(name)));
                return true;
            }

            findings.Add(DiagnosticCodes.ImageOfDependencyDiffers, $"it refers to the image of {name} with build id {expected}, and {path} has {linked.View.Header.BuildId}", ImagingSeverity.Warning);
        }
        catch (ImageFormatException exception)
        {
            findings.Add(DiagnosticCodes.ImageOfDependencyDiffers, $"it refers to the image of {name} with build id {expected}, and {exception.Message}", ImagingSeverity.Warning);
        }

        linked?.Dispose();
        return false;
    }

    private string Describe(ReferenceWord word)
    {
        ref readonly RawDependency dependency = ref _image.Dependencies[word.ExternalDependency];
        return $"the object {WordText.Of(word.ExternalTarget)} of the image of {_image.Text(dependency.Name)} with build id {dependency.Image}, to which this image with build id {_image.Header.BuildId} refers,";
    }
}
