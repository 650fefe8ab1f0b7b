namespace Imaging.Generator.Tests;

/// <summary>The part of Imaging.Runtime's contract that generated code relies on.</summary>
internal static class RuntimeStub
{
    public const string Source = """
        using System;
        using System.Runtime.CompilerServices;

        namespace Imaging;

        [AttributeUsage(AttributeTargets.Property)]
        public sealed class ImageRootAttribute(string builder) : Attribute
        {
            public string Builder { get; } = builder;
        }

        public sealed class ImageRoot<T>
        {
            private readonly Func<T> builder;

            public ImageRoot(Func<T> builder, [CallerMemberName] string? member = null)
                => (this.builder, Name) = (builder, $"{builder.Method.DeclaringType!.FullName}.{member}");

            public ImageRoot(Func<T> builder, Type declaringType, string name)
                => (this.builder, Name) = (builder, declaringType.Assembly is null ? "" : name);

            private T _value = default!;
            private bool _built;

            public string Name { get; }

            public T Value
            {
                get
                {
                    if (!_built)
                    {
                        RootLog.Names.Add(Name);
                        _value = builder();
                        _built = true;
                    }

                    return _value;
                }
            }
        }

        [AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
        public sealed class ImageSurrogateAttribute(Type surrogate) : Attribute
        {
            public Type Surrogate { get; } = surrogate;

            public bool IncludeDerivedTypes { get; set; }
        }

        public abstract class ImageSurrogate<T, TSurrogate>
            where T : class
        {
            public abstract TSurrogate ToSurrogate(T value);

            public abstract T FromSurrogate(TSurrogate surrogate);
        }

        public static class RootLog
        {
            public static System.Collections.Generic.List<string> Names { get; } = new();
        }
        """;
}
