using System.Text.RegularExpressions;

namespace Imaging.Serializer.Tests.Graphs;

/// <summary>What is not captured is refused: by name, with path, reason and remedy, and without taking another root with it.</summary>
[TestClass]
public sealed partial class RefusedShapeTests
{
    private static readonly Lazy<SerializeResult> s_result = new(static () =>
    {
        using var package = TestPackage.Compile(ShapeSource.Of("Refused").Text);
        return package.Serialize();
    });

    /// <summary>The roots of the package that are not captured.</summary>
    internal static IReadOnlyDictionary<string, string> Codes() =>
        s_result.Value.Roots.Where(static root => !root.Captured).ToDictionary(static root => root.Root["Roots.".Length..], static root => root.Refusal![..7]);

    [TestMethod]
    [DataRow("Stream", "IMG2012", "at Roots.Stream[1]: System.IO.FileStream has a finalizer: it owns something outside the graph; keep what it was made from in the root, and make it when it is needed")]
    [DataRow("Memory", "IMG2010", "at Roots.Memory: System.IO.MemoryStream: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude")]
    [DataRow("Finalizer", "IMG2012", "at Roots.Finalizer._entries[0].value: Finalized has a finalizer: it owns something outside the graph; keep what it was made from in the root, and make it when it is needed")]
    [DataRow("Native", "IMG2011", "at Roots.Native[1].Address: a number of native size may be an address or a handle, which only a second capture tells apart; use long, or set ImagingVerify to true")]
    [DataRow("NativeNumbers", "IMG2011", "at Roots.NativeNumbers[1]: a number of native size may be an address or a handle, which only a second capture tells apart; use long, or set ImagingVerify to true")]
    [DataRow("Pointer", "IMG2011", "at Roots.Pointer.Pointer: a pointer or a handle means nothing in another process; keep what it stands for in the root, and make it when it is needed")]
    [DataRow("FunctionPointer", "IMG2011", "at Roots.FunctionPointer.Function: a pointer or a handle means nothing in another process; keep what it stands for in the root, and make it when it is needed")]
    [DataRow("Culture", "IMG2014", "at Roots.Culture.Inner: System.Globalization.CultureInfo holds settings of a culture as the building machine has them; use CultureInfo.GetCultureInfo, StringComparer.Ordinal or the invariant culture, or keep the culture's name in the root")]
    [DataRow("Format", "IMG2014", "at Roots.Format.Inner: System.Globalization.NumberFormatInfo holds settings of a culture as the building machine has them; use CultureInfo.GetCultureInfo, StringComparer.Ordinal or the invariant culture, or keep the culture's name in the root")]
    [DataRow("CurrentCulture", "IMG2014", "at Roots.CurrentCulture.Inner: System.Globalization.CultureInfo holds settings of a culture as the building machine has them; use CultureInfo.GetCultureInfo, StringComparer.Ordinal or the invariant culture, or keep the culture's name in the root")]
    [DataRow("CultureComparer", "IMG2014", "at Roots.CultureComparer._comparer: System.CultureAwareComparer holds settings of a culture as the building machine has them; use CultureInfo.GetCultureInfo, StringComparer.Ordinal or the invariant culture, or keep the culture's name in the root")]
    [DataRow("CurrentCompareInfo", "IMG2014", "at Roots.CurrentCompareInfo: System.Globalization.CompareInfo holds settings of a culture as the building machine has them; use CultureInfo.GetCultureInfo, StringComparer.Ordinal or the invariant culture, or keep the culture's name in the root")]
    [DataRow("CurrentTextInfo", "IMG2014", "at Roots.CurrentTextInfo: System.Globalization.TextInfo holds settings of a culture as the building machine has them; use CultureInfo.GetCultureInfo, StringComparer.Ordinal or the invariant culture, or keep the culture's name in the root")]
    [DataRow("CurrentNumbers", "IMG2014", "at Roots.CurrentNumbers: System.Globalization.NumberFormatInfo holds settings of a culture as the building machine has them; use CultureInfo.GetCultureInfo, StringComparer.Ordinal or the invariant culture, or keep the culture's name in the root")]
    [DataRow("CurrentDates", "IMG2014", "at Roots.CurrentDates: System.Globalization.DateTimeFormatInfo holds settings of a culture as the building machine has them; use CultureInfo.GetCultureInfo, StringComparer.Ordinal or the invariant culture, or keep the culture's name in the root")]
    [DataRow("NonGenericByCulture", "IMG2014", "at Roots.NonGenericByCulture.comparer: System.Collections.Comparer holds settings of a culture as the building machine has them; use CultureInfo.GetCultureInfo, StringComparer.Ordinal or the invariant culture, or keep the culture's name in the root")]
    [DataRow("CultureOrder", "IMG2014", "at Roots.CultureOrder.Inner: Comparer<string>.Default orders by the current culture, which differs between processes; use StringComparer.Ordinal")]
    [DataRow("Zone", "IMG2014", "at Roots.Zone.Inner: System.TimeZoneInfo holds rules as the building machine has them; use TimeZoneInfo.FindSystemTimeZoneById, or keep the time zone's id in the root")]
    [DataRow("MadeZone", "IMG2014", "at Roots.MadeZone: System.TimeZoneInfo holds rules as the building machine has them; use TimeZoneInfo.FindSystemTimeZoneById, or keep the time zone's id in the root")]
    [DataRow("HardwareVector", "IMG2011", "at Roots.HardwareVector: Holder`1[System.Numerics.Vector`1[System.Int32]] cannot be captured: Inner is as large as the processor's vectors; keep what it was made from in the root")]
    [DataRow("BoxedVector", "IMG2011", "at Roots.BoxedVector: System.Numerics.Vector`1[System.Int32] cannot be captured: System.Numerics.Vector`1[System.Int32] is as large as the processor's vectors; keep what it was made from in the root")]
    [DataRow("Larger", "IMG2011", "at Roots.Larger: Holder`1[Buffer64] cannot be captured: Inner is larger than its fields, and what lies behind them is not known; keep what it was made from in the root")]
    [DataRow("Tasks", "IMG2010", "at Roots.Tasks.Inner: System.Threading.Tasks.Task`1[System.Int32]: only a task that was made from its result is captured, not one that ran, waits, failed or was waited for; keep the result in the root, or Task.FromResult of it")]
    [DataRow("RanTask", "IMG2010", "at Roots.RanTask: System.Threading.Tasks.Task`1[System.Int32]: only a task that was made from its result is captured, not one that ran, waits, failed or was waited for; keep the result in the root, or Task.FromResult of it")]
    [DataRow("FailedTask", "IMG2010", "at Roots.FailedTask: System.Threading.Tasks.Task: only a task that was made from its result is captured, not one that ran, waits, failed or was waited for; keep the result in the root, or Task.FromResult of it")]
    [DataRow("Cancellation", "IMG2010", "at Roots.Cancellation.Inner: System.Threading.CancellationTokenSource: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude")]
    [DataRow("Timers", "IMG2010", "at Roots.Timers.Inner: System.Threading.Timer: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude")]
    [DataRow("Threads", "IMG2012", "at Roots.Threads.Inner: System.Threading.Thread has a finalizer: it owns something outside the graph; keep what it was made from in the root, and make it when it is needed")]
    [DataRow("ThreadLocals", "IMG2012", "at Roots.ThreadLocals.Inner: System.Threading.ThreadLocal`1[System.Int32] has a finalizer: it owns something outside the graph; keep what it was made from in the root, and make it when it is needed")]
    [DataRow("AsyncLocals", "IMG2010", "at Roots.AsyncLocals.Inner: System.Threading.AsyncLocal`1[System.Int32]: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude")]
    [DataRow("Locks", "IMG2010", "at Roots.Locks.Inner: the System.Threading.Lock is held, waited for, disposed of or past its first phase, or runs code; leave it unused in the builder")]
    [DataRow("DisposedSemaphore", "IMG2010", "at Roots.DisposedSemaphore: the System.Threading.SemaphoreSlim is held, waited for, disposed of or past its first phase, or runs code; leave it unused in the builder")]
    [DataRow("HeldReaders", "IMG2010", "at Roots.HeldReaders: the System.Threading.ReaderWriterLockSlim is held, waited for, disposed of or past its first phase, or runs code; leave it unused in the builder")]
    [DataRow("BarrierWithAction", "IMG2010", "at Roots.BarrierWithAction: the System.Threading.Barrier is held, waited for, disposed of or past its first phase, or runs code; leave it unused in the builder")]
    [DataRow("KernelEvents", "IMG2010", "at Roots.KernelEvents.Inner: System.Threading.ManualResetEvent: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude")]
    [DataRow("Weak", "IMG2012", "at Roots.Weak.Inner: System.WeakReference has a finalizer: it owns something outside the graph; keep what it was made from in the root, and make it when it is needed")]
    [DataRow("WeakTyped", "IMG2012", "at Roots.WeakTyped.Inner: System.WeakReference`1[System.String] has a finalizer: it owns something outside the graph; keep what it was made from in the root, and make it when it is needed")]
    [DataRow("Pinned", "IMG2011", "at Roots.Pinned.Inner._handle: a pointer or a handle means nothing in another process; keep what it stands for in the root, and make it when it is needed")]
    [DataRow("WeakTable", "IMG2010", "at Roots.WeakTable.Inner: System.Runtime.CompilerServices.ConditionalWeakTable`2[System.String,System.String]: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude")]
    [DataRow("Randoms", "IMG2010", "at Roots.Randoms.Inner: System.Random: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude")]
    [DataRow("Json", "IMG2010", "at Roots.Json: System.Text.Json.JsonDocument holds memory of a pool; keep RootElement.Clone() in the root, or a JsonNode")]
    [DataRow("JsonOptions", "IMG2010", "at Roots.JsonOptions: System.Text.Json.JsonSerializerOptions: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude")]
    [DataRow("UsedJsonOptions", "IMG2010", "at Roots.UsedJsonOptions: System.Text.Json.JsonSerializerOptions: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude")]
    [DataRow("JsonOfObject", "IMG2010", "at Roots.JsonOfObject: System.Text.Json.Nodes.JsonValueCustomized`1[Unit]: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude")]
    [DataRow("Xml", "IMG2010", "at Roots.Xml: System.Xml.XmlDocument: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude")]
    [DataRow("Exceptions", "IMG2010", "at Roots.Exceptions: System.InvalidOperationException: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude")]
    [DataRow("OpenParameter", "IMG2010", "at Roots.OpenParameter: T cannot be named in an image; keep a type or a method in the root")]
    [DataRow("PointerType", "IMG2010", "at Roots.PointerType: System.Int32* cannot be named in an image; keep a type or a method in the root")]
    [DataRow("Parameter", "IMG2010", "at Roots.Parameter: System.Reflection.RuntimeParameterInfo: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude")]
    [DataRow("InheritedInstantiation", "IMG2010", "at Roots.InheritedInstantiation: Int32 Same[Int32](Int32) cannot be named in an image; keep a type or a method in the root")]
    [DataRow("ByExpression", "IMG2016", "at Roots.ByExpression: the delegate System.Func`2[System.Int32,System.Int32] of lambda_methodN cannot be made again: its method was made at run time; keep data in the root, and the delegate in a static field of its own")]
    [DataRow("ByDynamicMethod", "IMG2016", "at Roots.ByDynamicMethod: the delegate System.Func`1[System.Int32] of Made cannot be made again: its method was made at run time; keep data in the root, and the delegate in a static field of its own")]
    [DataRow("MulticastOfBase", "IMG2016", "at Roots.MulticastOfBase: the delegate System.Func`1[System.String] of Animal.Speak cannot be made again: one made again calls other code; keep data in the root, and the delegate in a static field of its own")]
    [DataRow("BaseCall", "IMG2016", "at Roots.BaseCall: the delegate System.Func`1[System.String] of Animal.Speak cannot be made again: one made again calls other code; keep data in the root, and the delegate in a static field of its own")]
    [DataRow("UriWithOptions", "IMG2010", "at Roots.UriWithOptions: the Uri http://h/%2e%2e/a was made with options, and its text alone gives another one; keep the text in the root and make the Uri from it")]
    [DataRow("Blocking", "IMG2010", "at Roots.Blocking: System.Collections.Concurrent.BlockingCollection`1[System.Int32]: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude")]
    [DataRow("TableBuilder", "IMG2010", "at Roots.TableBuilder: System.Collections.Immutable.ImmutableDictionary`2+Builder[System.String,System.Int32]: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude")]
    [DataRow("SortedView", "IMG2010", "at Roots.SortedView[0]: a System.Collections.Generic.SortedDictionary`2[System.String,System.Int32] that is made again, and of which a view was taken (Keys, Values or the like); take views of it when they are needed, not in the builder")]
    [DataRow("DerivedSorted", "IMG2014", "at Roots.DerivedSorted: SortedNames derives from a sorted collection whose order may differ between processes; use the collection itself, keys of a primitive type, or StringComparer.Ordinal")]
    [DataRow("DerivedTableOfObjects", "IMG2010", "at Roots.DerivedTableOfObjects: Roots+DerivedHashtable derives from System.Collections.Hashtable: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude")]
    [DataRow("AlsoStatic", "IMG2013", "at Roots.AlsoStatic.Inner: the static field Registry.Current holds it too, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("AlsoStaticList", "IMG2013", "at Roots.AlsoStaticList.Inner: the static field Registry.Numbers holds it too, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("AlsoStaticEmptied", "IMG2013", "at Roots.AlsoStaticEmptied.Inner: the static field Registry.Emptied holds it too, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("AlsoStaticTable", "IMG2013", "at Roots.AlsoStaticTable.Inner: the static field Registry.Table holds it too, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("AlsoStaticClock", "IMG2013", "at Roots.AlsoStaticClock.Inner: the static field Registry.Clock holds it too, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("CachedArray", "IMG2013", "at Roots.CachedArray: the static field Registry.Names holds it too, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("InStaticStructure", "IMG2013", "at Roots.InStaticStructure: the static field Registry.Structure holds it too, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("InStaticImmutableArray", "IMG2013", "at Roots.InStaticImmutableArray.Inner.array: the static field Registry.Immutable holds it too, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("ChangedInStaticArray", "IMG2013", "at Roots.ChangedInStaticArray.Inner: the static field Registry.Slots holds it too, at Registry.Slots[1], and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("PutIntoStaticArray", "IMG2013", "at Roots.PutIntoStaticArray.Inner: the static field Registry.Slots holds it too, at Registry.Slots[0], and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("RootInStaticArray", "IMG2013", "at Roots.RootInStaticArray: the static field Registry.Slots holds it too, at Registry.Slots[2], and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("InGenericType", "IMG2013", "at Roots.InGenericType: the static field Pool`1[System.Int32].Instance holds it too, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("InStaticTable", "IMG2013", "at Roots.InStaticTable.Inner: the static field Registry.Units holds it too, at Registry.Units._entries[0].value, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("InNestedStatic", "IMG2013", "at Roots.InNestedStatic[1]: the static field Registry.Nested holds it too, at Registry.Nested._items[0]._value.Inner, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("InStaticClosure", "IMG2013", "at Roots.InStaticClosure: the static field Registry.Closure holds it too, at Registry.Closure._target.unit, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("StaticClosure", "IMG2013", "at Roots.StaticClosure.Target: the static field Registry.Closure holds it too, at Registry.Closure._target, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("ImmutableInStaticTable", "IMG2013", "at Roots.ImmutableInStaticTable: the static field Roots.Labels holds it too, at Roots.Labels._items[0], and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("InNamedInstantiation", "IMG2013", "at Roots.InNamedInstantiation: the static field Cache`2[System.Guid,Unit].Values holds it too, at Cache`2[System.Guid,Unit].Values._items[0], and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("InInferredInstantiation", "IMG2013", "at Roots.InInferredInstantiation.Inner: the static field Shelf`1[Label].Things holds it too, at Shelf`1[Label].Things[0], and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("InStaticGrid", "IMG2013", "at Roots.InStaticGrid: the static field Registry.Grid holds it too, at Registry.Grid[2], and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("OnThread", "IMG2013", "at Roots.OnThread: the static field Registry.OfThread holds it too, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root")]
    [DataRow("HashCycle", "IMG2017", "at Roots.HashCycle.Table: hash codes of its keys may depend on the container itself, so there is no order in which to make them again; give the keys a hash code of plain data, or do not hold the container in them")]
    [DataRow("OrderCycle", "IMG2017", "at Roots.OrderCycle.All: the order of its keys may depend on the container itself, so there is no way to make it again; let the keys be compared by plain data, or do not hold the container in them")]
    [DataRow("ImmutableHashCycle", "IMG2017", "at Roots.ImmutableHashCycle: hash codes of its keys may depend on the container itself, so there is no order in which to make them again; give the keys a hash code of plain data, or do not hold the container in them")]
    [DataRow("Colliding", "IMG2010", "at Roots.Colliding._comparer: System.Collections.Generic.RandomizedStringEqualityComparer+OrdinalComparer: Imaging does not know yet whether copies of it work in another process; keep plain data in the root and make this from it, or exclude the root with ImagingExclude")]
    public void Refusal_says_where_why_and_what_to_do(string root, string code, string text)
    {
        ImagingDiagnostic said = s_result.Value.Diagnostics.Single(diagnostic => diagnostic.Message.Contains($" Roots.{root} ", StringComparison.Ordinal));

        Assert.AreEqual(code, said.Code);
        Assert.AreEqual(ImagingSeverity.Warning, said.Severity);
        Assert.AreEqual($"P: the root Roots.{root} keeps its builder: {text}.", CompilerNumber().Replace(said.Message, "N"));
    }

    [TestMethod]
    public void Every_refusal_has_a_test_and_every_root_of_the_package_is_refused_but_one()
    {
        string[] tested = [.. GetType().GetMethod(nameof(Refusal_says_where_why_and_what_to_do))!.GetCustomAttributes(typeof(DataRowAttribute), inherit: false).Select(static row => (string)((DataRowAttribute)row).Data[0]!).Order()];

        Assert.AreEqual(string.Join(' ', tested), string.Join(' ', Codes().Keys.Order()));
        Assert.AreEqual("Roots.Healthy", s_result.Value.Roots.Single(static root => root.Captured).Root);
        Assert.HasCount(tested.Length, s_result.Value.Diagnostics);
    }

    // Compilers number what has no name in the source.
    [GeneratedRegex(@"(?<=b__)\d+_\d+|(?<=lambda_method)\d+")]
    private static partial Regex CompilerNumber();
}
