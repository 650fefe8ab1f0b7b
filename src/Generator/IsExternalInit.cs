namespace System.Runtime.CompilerServices;

// netstandard2.0 lacks the modifier that the compiler asks for when a record has positional members.
internal static class IsExternalInit;
