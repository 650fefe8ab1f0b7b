using System.Reflection;
using Imaging.Format;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>The image of one loaded module: read, its structure checked, its units restored as their roots are read.</summary>
internal sealed class LoadedImage
{
    // Held while const objects are placed, and given back.
    private readonly object _placing = new();
    private readonly ImageFile _file;
    private readonly LoadedUnit[] _units;
    private LinkedImages? _linked;
    private ImageReading? _reading;

    private LoadedImage(ImageFile file, Module package)
    {
        _file = file;
        Constants = new ConstObjects(file, mayFreeze: !package.Assembly.IsCollectible);
        Dependencies = new DependencyResolver(file.View, package);
        Types = new TypeResolver(file.View, Dependencies);
        Globals = new GlobalResolver(file.View, Types);
        _units = new LoadedUnit[file.View.Units.Count];
        for (uint i = 0; i < _units.Length; i++)
        {
            _units[i] = new LoadedUnit(this, i);
        }
    }

    internal ImageView View => _file.View;

    /// <summary>Reads the main and const sections.</summary>
    internal PieceReader Pieces => _file.Pieces;

    internal DependencyResolver Dependencies { get; }

    /// <summary>The images that this one is linked to. Most are linked to none.</summary>
    internal LinkedImages Linked => _linked ??= new LinkedImages(View, Dependencies);

    internal TypeResolver Types { get; }

    internal GlobalResolver Globals { get; }

    internal ConstObjects Constants { get; }

    /// <summary>Reads a package's image.</summary>
    /// <returns><see langword="null"/> where there is none.</returns>
    /// <exception cref="ImageFormatException">It is damaged.</exception>
    /// <exception cref="RestoreException">It does not hold for this process or this package.</exception>
    internal static LoadedImage? TryOpen(Module package)
    {
        if (LayoutProof.Failure is { } failure)
        {
            throw new RestoreException(failure);
        }

        if (Environment.GetEnvironmentVariable("DOTNET_MODIFIABLE_ASSEMBLIES") is { Length: > 0 })
        {
            throw new RestoreException("hot reload is on (DOTNET_MODIFIABLE_ASSEMBLIES): code may change while the program runs");
        }

        if (ImageFile.TryRead(package.Assembly) is not { } file)
        {
            return null;
        }

        try
        {
            ImageStructure.Check(file.View);
            RuntimeKnobs.Check(file.View);
            var image = new LoadedImage(file, package);
            if (file.View.Header.FileLength < SecondThread.WorthFrom)
            {
                file.Pieces.ReadAll();
                image.Constants.ChooseMemory();
            }
            else
            {
                image.ReadWithSecondThread();
            }

            return image;
        }
        catch
        {
            file.Free();
            throw;
        }
    }

    // Last: from here on the memory is not simply given back.
    private void ReadWithSecondThread()
    {
        _reading = new ImageReading(Pieces, Constants);
        SecondThread.Share(_reading);
        try
        {
            Constants.ChooseMemory();
        }
        catch
        {
            _reading.Abandon();
            throw;
        }
    }

    /// <summary>Reads along, and waits until all is read: on a slow disk that takes longer than anybody waits for a restore.</summary>
    internal void HelpReading()
    {
        try
        {
            _reading?.Finish();
        }
        catch (ImageFormatException)
        {
            // The thread that restores says so.
        }
    }

    /// <summary>Places the const objects of a unit whose types are resolved and initialized, as soon as they are read.</summary>
    /// <exception cref="ImageFormatException">They are damaged, or the image cannot be read.</exception>
    internal void PlaceConstants(in RawUnit unit)
    {
        lock (_placing)
        {
            _reading?.Finish();
            for (uint i = 0; i < unit.TypeCount; i++)
            {
                uint type = View.Indexes[unit.FirstType + i].Value;
                Constants.Place(type, Types.Resolve(type));
            }
        }
    }

    /// <summary>The number of the root with a name.</summary>
    /// <exception cref="RestoreException">The image has no such root, or it was refused at build time.</exception>
    internal uint FindRoot(string name)
    {
        for (uint i = 0; i < View.Roots.Count; i++)
        {
            if (View.TextEquals(View.Roots[i].Name, name))
            {
                return i;
            }
        }

        throw new RestoreException("the image has no such root");
    }

    /// <summary>A unit was restored or given up. After the last one, what was copied from is given back.</summary>
    internal void UnitFinished()
    {
        lock (_placing)
        {
            foreach (LoadedUnit unit in _units)
            {
                if (!unit.IsFinished)
                {
                    return;
                }
            }

            _reading?.Abandon();
            _file.FreeMain();
            Constants.Free();
        }
    }

    /// <summary>The names of a unit's roots.</summary>
    internal string[] RootsOf(uint unit)
    {
        string[] names = [];
        for (uint i = 0; i < View.Roots.Count; i++)
        {
            if (View.Roots[i].Unit == unit)
            {
                names = [.. names, View.Text(View.Roots[i].Name)];
            }
        }

        return names;
    }

    internal LoadedUnit Unit(uint index) =>
        index < (uint)_units.Length ? _units[index] : throw new ImageFormatException($"the image is damaged: unit {index}");
}
