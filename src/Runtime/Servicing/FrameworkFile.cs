using System.Reflection;
using Imaging.Files;
using Imaging.Identity;

namespace Imaging.Servicing;

/// <summary>The code of a framework assembly's types, from its file.</summary>
/// <remarks>Each file is opened once and stays: several images rest on the same types.</remarks>
internal sealed unsafe class FrameworkFile
{
    private const int NestedClass = 0x29;

    private static readonly object s_gate = new();
    private static FrameworkFile? s_open;

    private readonly FrameworkFile? _next = s_open;
    private readonly Module _module;
    private readonly PeImage _image;
    private readonly MetadataHeaps _heaps;
    private readonly MetadataColumns _columns;
    private readonly SymbolicTokens _tokens;
    private readonly ulong[] _known;

    private FrameworkFile(Module module, ByteRegion file)
    {
        _module = module;
        _image = new PeImage(file);
        var root = new MetadataRoot(new CliHeader(_image).Metadata);
        _heaps = new MetadataHeaps(root);
        var tables = new MetadataTables(root.Tables);
        _columns = new MetadataColumns(tables);
        _tokens = new SymbolicTokens(_columns, _heaps, root.UserStrings);
        _known = new ulong[_columns.Rows(Table.TypeDef) + 1];
        if (ModuleVersion.Of(tables, _heaps) != module.ModuleVersionId)
        {
            BadImage.Throw($"{module.Assembly.Location} is not the file that was loaded.");
        }
    }

    /// <summary>A hash over the fields and the code of a type, and of what the compiler made of its methods; never zero.</summary>
    /// <param name="definition">A type of the framework, no instantiation.</param>
    /// <exception cref="IOException">Its assembly's file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Its assembly's file may not be read.</exception>
    /// <exception cref="BadImageFormatException">Its assembly's file holds no such code.</exception>
    internal static ulong CodeOf(Type definition)
    {
        lock (s_gate)
        {
            return Of(definition.Module).Code(MetadataToken.RowOf((uint)definition.MetadataToken));
        }
    }

    /// <summary>What a method's name and signature stand for; never zero.</summary>
    /// <exception cref="IOException">Its assembly's file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Its assembly's file may not be read.</exception>
    /// <exception cref="BadImageFormatException">Its assembly's file holds no such method.</exception>
    internal static ulong SignatureOf(Module module, int method)
    {
        lock (s_gate)
        {
            return Of(module)._tokens.Of((uint)method);
        }
    }

    private static FrameworkFile Of(Module module)
    {
        FrameworkFile? open = s_open;
        while (open is not null && open._module != module)
        {
            open = open._next;
        }

        return open ?? (s_open = new FrameworkFile(module, Map(module.Assembly.Location)));
    }

    // Framework files are mapped by the runtime as well: cutting them short ends the process either way.
    private static ByteRegion Map(string path)
    {
        if (path.Length == 0)
        {
            BadImage.Throw("The framework was not loaded from files.");
        }

        FileMemory file = FileMemory.Map(path);
        file.Keep();
        return new ByteRegion(file.Start, checked((uint)file.Length));
    }

    private ulong Code(uint type)
    {
        if (_known[type] == 0)
        {
            var hash = new SymbolicHash();
            AddType(ref hash, type);
            _known[type] = hash.Finish();
        }

        return _known[type];
    }

    private void AddType(ref SymbolicHash hash, uint type)
    {
        hash.Add(_tokens.Of(MetadataToken.Of(Table.TypeDef, type)));
        hash.Add(_columns.Value(Table.TypeDef, type, 0));
        hash.Add(_tokens.OfTypeDefOrRef(_columns.Value(Table.TypeDef, type, 3)));
        for (uint field = _columns.Value(Table.TypeDef, type, 4), end = End(type, 4, Table.Field); field < end; field++)
        {
            hash.Add(_columns.Value(Table.Field, field, 0));
            hash.Add(_tokens.Of(((uint)Table.Field << 24) | field));
        }

        for (uint method = _columns.Value(Table.TypeDef, type, 5), end = End(type, 5, Table.MethodDef); method < end; method++)
        {
            hash.Add(_columns.Value(Table.MethodDef, method, 1));
            hash.Add(_columns.Value(Table.MethodDef, method, 2));
            hash.Add(_tokens.Of(MetadataToken.Of(Table.MethodDef, method)));
            if (_columns.Value(Table.MethodDef, method, 0) is not 0 and uint address)
            {
                MethodCode.Add(ref hash, _image, address, _tokens);
            }
        }

        AddCompilerMade(ref hash, type);
    }

    // Lambdas, iterators and asynchronous methods: the code of a method in a type of its own.
    private void AddCompilerMade(ref SymbolicHash hash, uint type)
    {
        for (uint row = 1; row <= _columns.Rows(NestedClass); row++)
        {
            uint nested = _columns.Value(NestedClass, row, 0);
            if (_columns.Value(NestedClass, row, 1) == type && _heaps.String(_columns.Value(Table.TypeDef, nested, 1)) is { Length: > 0 } name && name.U8(0) == '<')
            {
                AddType(ref hash, nested);
            }
        }
    }

    private uint End(uint type, int column, int members) =>
        type < _columns.Rows(Table.TypeDef) ? _columns.Value(Table.TypeDef, type + 1, column) : _columns.Rows(members) + 1;
}
