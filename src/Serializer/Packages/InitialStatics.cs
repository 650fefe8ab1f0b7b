using System.Reflection;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Packages;

/// <summary>What static fields hold before any builder ran: in a second load of the package and its closure, they are initialised and nothing else.</summary>
internal sealed class InitialStatics(PackageContext context, SerializeRequest request)
{
    private PackageContext? _second;

    /// <summary>The first content of a static field; <see langword="null"/> where it cannot be told.</summary>
    internal object? Of(FieldInfo field)
    {
        _second ??= Begin();
        try
        {
            return BuilderThread.Run(
                () => Type.GetType(field.DeclaringType!.AssemblyQualifiedName!, _second.LoadFromAssemblyName, typeResolver: null, throwOnError: true)!
                    .GetField(field.Name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)!.GetValue(null),
                request.BuilderTimeout);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // An initialiser that fails in a second load tells nothing.
            return null;
        }
    }

    // What the initialisers read of roots comes from where it comes from in the first load, whatever the environment says.
    private PackageContext Begin()
    {
        PackageContext second = context.Again();
        _ = new CapturedSession(second.LoadFromAssemblyName(new AssemblyName("Imaging.Runtime")), request, new ExternalObjects());
        return second;
    }
}
