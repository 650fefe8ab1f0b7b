using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Imaging;

/// <summary>
/// A root of its package's image, for languages without source generators and for C# below 13. It must be
/// held by a static field that nothing changes, best a <c>readonly</c> one: that is where the serializer finds it.
/// </summary>
/// <typeparam name="T">The root's type.</typeparam>
public sealed class ImageRoot<T>
{
    private readonly Func<T> _builder;
    private readonly string _member;
    private Type? _declaringType;
    private string? _name;
    private readonly object _publishing = new();
    private T? _value;
    private volatile bool _published;
    private bool _hasValue;
    private bool _building;

    /// <summary>Declares a root. Nothing is built or restored yet.</summary>
    /// <param name="builder">Makes the value; a pure function of code and of declared inputs.</param>
    /// <param name="member">Name of the member that holds the root; the compiler fills it in.</param>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
#pragma warning disable RS0027 // The other constructor is for generated code, and no call fits both.
    public ImageRoot(Func<T> builder, [CallerMemberName] string? member = null)
#pragma warning restore RS0027
    {
        _builder = builder ?? throw new ArgumentNullException(nameof(builder));
        _member = member ?? "";
    }

    /// <summary>Declares a root whose name is known, as generated code does: nothing has to be asked of reflection when it is read.</summary>
    /// <param name="builder">Makes the value.</param>
    /// <param name="declaringType">A type of the package.</param>
    /// <param name="name">The full name of the declaring type, a dot, and the member.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ImageRoot(Func<T> builder, Type declaringType, string name)
    {
        _builder = builder ?? throw new ArgumentNullException(nameof(builder));
        _declaringType = declaringType ?? throw new ArgumentNullException(nameof(declaringType));
        _name = name ?? throw new ArgumentNullException(nameof(name));
        _member = "";
    }

    /// <summary>The value: from the package's image on the first read, from the builder where the image cannot be used.</summary>
    /// <exception cref="ImageRejectedException">The image cannot be used, and the mode is <c>required</c>.</exception>
    /// <exception cref="InvalidOperationException">The builder reads the root that it builds.</exception>
    /// <remarks>What the builder throws passes through, and the next read tries again.</remarks>
    public T Value => _published ? _value! : Initialize();

    private T Initialize()
    {
        _declaringType ??= RootName.DeclaringType(_builder);
        _name ??= RootName.Of(_declaringType, _member);
        var initialization = new RootInitialization(this, _declaringType, _name);
        try
        {
            if (_hasValue)
            {
                return _value!;
            }

            if (initialization.TryRestore(out object? restored))
            {
                if (restored is T || (restored is null && default(T) is null))
                {
                    return Publish((T)restored!, initialization, fromImage: true);
                }

                initialization.Reject($"the image holds a value of type {restored?.GetType().ToString() ?? "null"}");
            }

            if (initialization.IsReentry && _building)
            {
                initialization.ThrowReadByBuilder();
            }

            initialization.BuilderBegins();
            _building = true;
            T built = _builder();
            _building = false;
            return Publish(built, initialization, fromImage: false);
        }
        finally
        {
            if (!initialization.IsReentry)
            {
                _building = false;
            }

            initialization.End();
        }
    }

    // A re-entered initialization publishes first, and then its value is the root's value.
    private T Publish(T value, RootInitialization initialization, bool fromImage)
    {
        lock (_publishing)
        {
            if (_hasValue)
            {
                return _value!;
            }

            _value = value;
            _hasValue = true;

            // While a package is captured, every read is noted.
            _published = !CaptureSession.IsActive;
        }

        initialization.Decided(fromImage);
        return value;
    }
}
