using System.Collections;
using System.Text.Json.Nodes;
using System.Xml.Linq;

public abstract class Vertex { public int Id; public Vertex Any; public sealed override string ToString() => "v" + Id; }
public sealed class Leaf : Vertex { public string Text; public byte[] Bytes; public object Boxed; }
public sealed class Branch : Vertex { public Vertex[] Children; public Edge First; public Edge[] Edges; }
public struct Edge { public short Weight; public Vertex To; public string Label; public double? Length; }
public sealed class Sets : Vertex { public HashSet<Vertex> ByIdentity = []; public Dictionary<string, Vertex> ByName = new(StringComparer.OrdinalIgnoreCase); public Dictionary<Mark, Edge> ByMark = []; }
public sealed class Lists : Vertex { public List<Vertex> List = []; public Queue<Edge> Queue = new(); public LinkedList<Vertex> Linked = new(); public SortedDictionary<int, Vertex> Sorted = []; }
public sealed class Calls : Vertex { public Func<int> Call; public Lazy<Vertex> Late; public Type Type; }
public sealed class Made : Vertex { public ImmutableDictionary<string, Vertex> ByName = ImmutableDictionary<string, Vertex>.Empty; public ConcurrentDictionary<Vertex, Edge> ByIdentity = new(); public SortedDictionary<string, Vertex> ByCulture = []; public Hashtable Table = []; public ImmutableHashSet<Mark> Marks = []; public FrozenDictionary<Mark, int> Frozen; public OrderedDictionary<Mark, Vertex> Ordered = []; public readonly Lock Lock = new(); }
public sealed class Shaped : Vertex { public Vertex[,] Grid; public Edge[,,] Cube; public double[,] Numbers; public XElement Xml; public JsonNode Json; public Uri Uri; public Task<Vertex> Task; public ConcurrentBag<string> Bag; }
public readonly record struct Mark(int Number, string Name);
public sealed class Box<T> : Vertex { public T Value; public Box<T> Same; }

/// <summary>Graphs of about 2,000 objects, the same for the same seed.</summary>
public sealed class Generator(uint seed)
{
    private uint _state = (seed * 2654435769) | 1;

    public static Vertex[] Make(uint seed) => new Generator(seed).Make();

    private int Next(int below)
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (int)(_state % (uint)below);
    }

    private Vertex[] Make()
    {
        var all = new Vertex[700];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = New(Next(10));
            all[i].Id = i;
        }

        Vertex Any() => Next(10) == 0 ? null : all[Next(all.Length)];
        Vertex Some() => all[Next(all.Length)];
        Edge AnyEdge() => new() { Weight = (short)Next(1000), To = Any(), Label = Next(3) == 0 ? null : Text(), Length = Next(2) == 0 ? null : Next(100) / 7.0 };
        foreach (Vertex vertex in all)
        {
            vertex.Any = Any();
            switch (vertex)
            {
                case Leaf leaf:
                    leaf.Text = Text();
                    leaf.Bytes = Next(3) == 0 ? [] : new byte[Next(20)];
                    leaf.Boxed = Next(5) switch { 0 => Next(100), 1 => (DayOfWeek)Next(7), 2 => new Mark(Next(5), Text()), 3 => AnyEdge(), _ => null };
                    break;
                case Branch branch:
                    branch.Children = [.. Enumerable.Range(0, Next(6)).Select(_ => Any())];
                    branch.First = AnyEdge();
                    branch.Edges = Next(4) == 0 ? null : [.. Enumerable.Range(0, Next(4)).Select(_ => AnyEdge())];
                    break;
                case Sets sets:
                    for (int i = Next(6); i > 0; i--)
                    {
                        sets.ByIdentity.Add(Some());
                        sets.ByName[Text()] = Any();
                        sets.ByMark[new Mark(Next(10), Text())] = AnyEdge();
                    }

                    if (sets.ByIdentity.Count > 2)
                    {
                        sets.ByIdentity.Remove(sets.ByIdentity.First());
                    }

                    break;
                case Lists lists:
                    for (int i = Next(6); i > 0; i--)
                    {
                        lists.List.Add(Any());
                        lists.Queue.Enqueue(AnyEdge());
                        lists.Linked.AddFirst(Any());
                        lists.Sorted[Next(50)] = Any();
                    }

                    break;
                case Calls calls:
                    int number = Next(1000);
                    calls.Call = Next(2) == 0 ? () => number + calls.Id : static () => 7;
                    calls.Late = new Lazy<Vertex>(() => calls.Any);
                    calls.Type = Next(2) == 0 ? typeof(Box<int>) : vertex.Any?.GetType();
                    break;
                case Made made:
                    for (int i = Next(6); i > 0; i--)
                    {
                        made.ByName = made.ByName.SetItem(Text(), Any());
                        made.ByIdentity[Some()] = AnyEdge();
                        made.ByCulture[Text()] = Any();
                        made.Table[Next(2) == 0 ? Some() : Text()] = Any();
                        made.Marks = made.Marks.Add(new Mark(Next(10), Text()));
                        made.Ordered[new Mark(Next(10), Text())] = Any();
                    }

                    made.Frozen = Enumerable.Range(0, Next(40)).ToFrozenDictionary(i => new Mark(i, "f" + i), i => i);
                    break;
                case Shaped shaped:
                    shaped.Grid = new Vertex[Next(4), 1 + Next(3)];
                    shaped.Cube = new Edge[1 + Next(2), 2, Next(3)];
                    shaped.Numbers = new double[Next(5), Next(5)];
                    for (int i = 0; i < shaped.Grid.Length; i++)
                    {
                        shaped.Grid[i / shaped.Grid.GetLength(1), i % shaped.Grid.GetLength(1)] = Any();
                    }

                    for (int i = 0; i < shaped.Cube.GetLength(2); i++)
                    {
                        shaped.Cube[0, 1, i] = AnyEdge();
                    }

                    shaped.Xml = new XElement("n" + Next(5), new XAttribute("a", Text()), Next(2) == 0 ? new XElement(XName.Get("child", "urn:" + Next(3)), Text()) : null);
                    shaped.Json = Next(2) == 0 ? JsonNode.Parse($"[{Next(9)},{{\"{Text()}\":null}}]") : new JsonObject { [Text()] = Next(9), ["b"] = Text() };
                    shaped.Uri = new Uri($"http://host{Next(9)}/{Text()}?q={Next(9)}");
                    shaped.Task = Task.FromResult(Some());
                    shaped.Bag = [.. Enumerable.Range(0, Next(5)).Select(i => "bag" + i)];
                    break;
                case Box<int> box:
                    box.Value = Next(100);
                    box.Same = box;
                    break;
                case Box<Edge> box:
                    box.Value = AnyEdge();
                    break;
                case Box<Vertex[]> box:
                    box.Value = [Any(), vertex];
                    break;
            }
        }

        return all;
    }

    private static Vertex New(int kind) => kind switch
    {
        0 => new Branch(),
        1 => new Sets(),
        2 => new Lists(),
        3 => new Calls(),
        4 => new Box<int>(),
        5 => new Box<Edge>(),
        6 => new Box<Vertex[]>(),
        7 => new Made(),
        8 => new Shaped(),
        _ => new Leaf(),
    };

    private string Text() => Next(4) switch { 0 => "literal", 1 => "", 2 => new string((char)('a' + Next(26)), 1 + Next(5)), _ => "t" + Next(1000) };
}
