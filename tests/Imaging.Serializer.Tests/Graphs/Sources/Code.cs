using System.Reflection;
using System.Text.RegularExpressions;

public class Counter { public int Value; public int Next() => ++Value; public virtual string Virtual() => "counter"; public static int Twice(int number) => number * 2; public T Echo<T>(T value) => value; }
public class Animal { public string Name; public virtual string Speak() => Name + " is silent"; }
public sealed class Dog : Animal { public override string Speak() => Name + " barks"; }
public sealed class Machine<T> { public T State; public static int Size(T[] items) => items.Length; public T Get() => State; public static Func<T, string> Shower => static value => "<" + value + ">"; }
public struct Gauge { public int Level; public int Read() => Level * 10; }
public delegate bool TryGet(string text, out int value);
public interface ISpeaker { string Say() => "by default"; }
public sealed class Speaker : ISpeaker { }
public class Maker { public virtual string Make<T>(T value) => "base " + value; }
public sealed class LoudMaker : Maker { public override string Make<T>(T value) => typeof(T).Name + "! " + value; }
public static class Extensions { public static string Shout(this string text) => text + "!"; }
public sealed class Board { public Counter Counter; public List<string> Log; public Func<int> Both, Alone; public Func<string> Self; public event Action<string> Changed; public void Raise(string text) => Changed(text); public void Write(string text) => Log.Add(text); public string Describe() => Log.Count + " lines"; }
public class Shape { public string Name { get; set; } public event Action Drawn { add { } remove { } } public int Sides; public virtual string Draw() => "shape"; public static string Kind() => "kind"; public T Same<T>(T value) => value; }
public sealed class Circle : Shape { public override string Draw() => "circle"; }
public sealed class Rules { public Func<string, int>[] Steps; public Counter Counter; public Dictionary<string, Action> Actions; public Func<Rules> Self; }

public static class Roots
{
    [Shape("Delegates: of static methods, of lambdas with and without captured variables, of instance, virtual, generic, generic virtual and extension methods, of methods of generic types and structures, of other packages, and open ones, whose target is an argument")]
    public static readonly ImageRoot<object[]> Delegates = new(() =>
    [
        (Func<int, int>)(static x => x + 1), (Func<int, int>)Counter.Twice, (Func<string>)new Dog { Name = "Rex" }.Speak, (Func<string>)new Animal { Name = "Fish" }.Speak,
        (Func<int[], int>)Machine<int>.Size, (Func<string[], int>)Machine<string>.Size, (Func<string>)new Machine<string> { State = "on" }.Get, (Func<int>)new Machine<int> { State = 5 }.Get,
        Machine<string>.Shower, Machine<int>.Shower, (Func<int>)new Gauge { Level = 4 }.Read, (TryGet)int.TryParse, (Func<string>)"hey".Shout, (Func<string, string>)new Counter().Echo<string>, (Func<int, int>)new Counter().Echo<int>,
        (Comparison<string>)string.CompareOrdinal, (Func<Animal, string>)typeof(Animal).GetMethod("Speak").CreateDelegate<Func<Animal, string>>(), (Func<string>)((ISpeaker)new Speaker()).Say, (Func<string, bool>)string.IsNullOrEmpty,
        (Func<IEnumerable<int>, int>)Enumerable.Sum, Local<string>(), Local<int>(), (Func<int>)new List<int> { 1, 2, 3 }.Count<int>, (Action)(async () => await Task.Yield()), (Func<int, string>)((Maker)new LoudMaker()).Make<int>, (Func<string, string>)((Maker)new LoudMaker()).Make<string>,
    ]);
    private static object Local<T>() { return (Func<T, string>)(static value => typeof(T).Name + value); }

    public static object ActDelegates(object[] value) => new object[]
    {
        ((Func<int, int>)value[0])(1), ((Func<int, int>)value[1])(2), ((Func<string>)value[2])(), ((Func<string>)value[3])(), ((Func<int[], int>)value[4])([1]), ((Func<string[], int>)value[5])(["a", "b"]), ((Func<string>)value[6])(), ((Func<int>)value[7])(),
        ((Func<string, string>)value[8])("s"), ((Func<int, string>)value[9])(3), ((Func<int>)value[10])(), ((TryGet)value[11])("77", out int parsed) ? parsed : -1, ((Func<string>)value[12])(), ((Func<string, string>)value[13])("e"), ((Func<int, int>)value[14])(9),
        ((Comparison<string>)value[15])("a", "b") < 0, ((Func<Animal, string>)value[16])(new Dog { Name = "open" }), ((Func<string>)value[17])(), ((Func<string, bool>)value[18])(""), ((Func<IEnumerable<int>, int>)value[19])([1, 2]),
        ((Func<string, string>)value[20])("g"), ((Func<int, string>)value[21])(1), ((Func<int>)value[22])(), ((Func<int, string>)value[24])(5), ((Func<string, string>)value[25])("x"),
    };

    [Shape("Closures that share variables with the rest of the graph")]
    public static readonly ImageRoot<Rules> Closures = new(() =>
    {
        var counter = new Counter();
        int calls = 0;
        var rules = new Rules { Counter = counter };
        rules.Steps = [text => text.Length + counter.Next(), _ => ++calls, text => calls + text.Length];
        rules.Actions = new() { ["reset"] = () => counter.Value = 0, ["call"] = () => calls += 10 };
        rules.Self = () => rules;
        return rules;
    });
    public static object ActClosures(Rules rules)
    {
        var seen = new List<object> { rules.Steps[0]("abc"), rules.Counter.Value, rules.Steps[1](""), rules.Steps[2]("x") };
        rules.Actions["call"]();
        seen.Add(rules.Steps[2](""));
        rules.Actions["reset"]();
        seen.Add(rules.Counter.Value);
        seen.Add(ReferenceEquals(rules.Self(), rules));
        return seen;
    }

    [Shape("Delegates of several methods, also of closures and of objects that the graph holds elsewhere; handlers of events")]
    public static readonly ImageRoot<Board> Multicast = new(() =>
    {
        var counter = new Counter();
        var board = new Board { Counter = counter, Log = [] };
        Func<int> next = counter.Next;
        board.Both = next + (() => counter.Value * 10) + next;
        board.Changed += board.Write;
        board.Changed += text => board.Log.Add(text + "!");
        board.Alone = next;
        board.Self = () => "first";
        board.Self += board.Describe;
        return board;
    });
    public static object ActMulticast(Board board)
    {
        board.Raise("one");
        board.Changed -= board.Write;
        board.Raise("two");
        return new object[] { board.Both(), board.Counter.Value, board.Both.GetInvocationList().Length, board.Both.GetInvocationList().Select(call => ((Func<int>)call)()).ToArray(), board.Log, board.Self(), (board.Both - board.Alone)(), board.Self.GetInvocationList()[1].Target == board };
    }

    [Shape("A root that is a delegate")]
    public static readonly ImageRoot<Func<int>> DelegateRoot = new(() => { int[] table = [1, 2, 3]; return () => ++table[1]; });
    public static int ActDelegateRoot(Func<int> value) { value(); return value(); }

    [Shape("`Regex`, interpreted and compiled, made again from pattern, options and timeout")]
    public static readonly ImageRoot<Regex[]> Regexes = new(() =>
    {
        var shared = new Regex(@"(?<key>\w)=(?<value>\d+)");
        return [shared, shared, new Regex("^the", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant), new Regex(@"\d{4}-\d\d", RegexOptions.Compiled), new Regex("a+b", RegexOptions.NonBacktracking), new Regex("(a+)+c", RegexOptions.None, TimeSpan.FromSeconds(1)), new Regex(new string('a', 2), RegexOptions.RightToLeft)];
    });
    [Shape("A root that is a `Regex`")] public static readonly ImageRoot<Regex> RegexRoot = new(() => new Regex(@"\b\w+\b"));

    [Shape("`Type` and `MethodInfo` values")]
    public static readonly ImageRoot<object[]> Members = new(() =>
    [
        typeof(int), typeof(Roots), typeof(List<>), typeof(List<Counter>), typeof(Counter[]), typeof(int[][]), typeof(Machine<>), typeof(Machine<int>), typeof(Dictionary<string, Machine<Counter>>), typeof(void), typeof(IComparable<string>),
        typeof(Counter).GetMethod("Next"), typeof(Machine<string>).GetMethod("Get"), typeof(Machine<int>).GetMethod("Get"), typeof(Counter).GetMethod("Echo").MakeGenericMethod(typeof(string)), typeof(string).GetMethod("Trim", Type.EmptyTypes), typeof(int).TypeHandle,
    ]);
    [Shape("Definitions of generic methods, `EventInfo`, members as a derived class has them, `Assembly`, `Module`")]
    public static readonly ImageRoot<object[]> OtherMembers = new(() =>
    [
        typeof(Counter).GetMethod("Echo"), typeof(Machine<>).GetMethod("Get"), typeof(Enumerable).GetMethods().First(method => method.Name == "Any"), typeof(Shape).GetEvent("Drawn"), typeof(Circle).GetMethod("ToString"), typeof(Circle).GetProperty("Name"), typeof(Circle).GetField("Sides"),
        typeof(Circle).GetMethod("Same"), typeof(Circle).GetMethod("Kind", BindingFlags.Static | BindingFlags.Public | BindingFlags.FlattenHierarchy), typeof(Circle).GetMethod("Draw"), typeof(Circle).GetEvent("Drawn"), typeof(Roots).Assembly, typeof(string).Assembly, typeof(Roots).Module, typeof(Enumerable).Assembly,
    ]);
    public static string ActOtherMembers(object[] value) => $"{((MethodInfo)value[0]).MakeGenericMethod(typeof(int)).Invoke(new Counter(), [5])} {((PropertyInfo)value[5]).GetValue(new Circle { Name = "round" })} {((MemberInfo)value[5]).ReflectedType} {((MethodInfo)value[9]).Invoke(new Circle(), null)} {((Assembly)value[11]).GetName().Name} {ReferenceEquals(value[12], typeof(object).Assembly)} {((Module)value[13]).Name.Length > 0} {Equals(value[4], typeof(Circle).GetMethod("ToString"))}";
    [Shape("A root that is a `Type`")] public static readonly ImageRoot<Type> TypeRoot = new(() => typeof(Machine<string>));
}
