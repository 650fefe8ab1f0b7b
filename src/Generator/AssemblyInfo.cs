[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Imaging.Generator.Tests")]
