using System.Reflection;
using Imaging.Format;
using Imaging.Identity;

namespace Imaging.Restore;

/// <summary>The files that builders read, as deployed.</summary>
internal static class InputFiles
{
    /// <summary>Compares each deployed input with what the builders read. One that was not deployed cannot have changed.</summary>
    /// <exception cref="RestoreException">One differs.</exception>
    internal static void Check(LoadedImage image)
    {
        ImageView view = image.View;
        for (uint i = 0; i < view.Inputs.Count; i++)
        {
            ref readonly RawInput input = ref view.Inputs[i];
            string name = view.Text(input.Name);
            Assembly package = image.Dependencies.Module(ImageFormat.SelfDependency).Assembly;
            string path = ImagingInputs.DeployedPath(package, package.GetName().Name ?? "", name);
            if (!File.Exists(path))
            {
                continue;
            }

            byte[] content = File.ReadAllBytes(path);
            if ((ulong)content.Length != input.Length || XxHash64.Hash(content) != input.Checksum)
            {
                throw new RestoreException($"the input {name} changed: {path} is not what the builder read");
            }
        }
    }
}
