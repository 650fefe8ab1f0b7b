using System.Buffers;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

public sealed class Machine<T> { public T State; public Machine() { } public Machine(int start) => Start = start; public int Start { get; } public static readonly string Name = "machine"; private int _hidden; public event Action Changed; public int Read() { Changed?.Invoke(); return _hidden; } }
public sealed class Settings { public CultureInfo Culture; public TimeZoneInfo Zone; public IFormatProvider Format; public Encoding Encoding; public Uri Home; public SearchValues<char> Separators; public CancellationToken Token = CancellationToken.None; public Task Ready = Task.CompletedTask; }

public static class NewKeys
{
    public static object Make(Type type, int i) => type == typeof(Uri) ? new Uri("http://new/" + i) : type == typeof(XName) ? XName.Get("n" + i, "urn:n" + (i % 3)) : null;
}

public static class Roots
{
    [Shape("`CultureInfo` by name (`CultureInfo.GetCultureInfo`), `NumberFormatInfo.InvariantInfo` and its like, `TimeZoneInfo` by id: linked")]
    public static readonly ImageRoot<object[]> Cultures = new(() =>
    [
        CultureInfo.GetCultureInfo("de-DE"), CultureInfo.GetCultureInfo("tr"), CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("de-DE"), NumberFormatInfo.InvariantInfo, DateTimeFormatInfo.InvariantInfo,
        CultureInfo.InvariantCulture.TextInfo, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"), TimeZoneInfo.Utc,
    ]);
    public static string ActCultures(object[] value) => 1234.5.ToString("N", (CultureInfo)value[0]) + TimeZoneInfo.ConvertTimeFromUtc(new DateTime(2024, 7, 1), (TimeZoneInfo)value[8]).ToString("s", CultureInfo.InvariantCulture);

    public static readonly ImageRoot<Settings> InSettings = new(() => new() { Culture = CultureInfo.GetCultureInfo("fr-FR"), Zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), Format = CultureInfo.InvariantCulture, Encoding = new UTF8Encoding(false), Home = new Uri("https://example.com/a"), Separators = SearchValues.Create(",;") });
    public static string ActInSettings(Settings value) => 0.5.ToString(value.Culture) + value.Zone.Id + value.Home.Host + "a;b".AsSpan().IndexOfAny(value.Separators) + value.Token.CanBeCanceled + value.Ready.IsCompleted + value.Encoding.GetPreamble().Length;

    [Shape("`UTF8Encoding`, `UnicodeEncoding`, `UTF32Encoding` with their options")]
    public static readonly ImageRoot<Encoding[]> Encodings = new(() => [new UTF8Encoding(false), new UTF8Encoding(true, true), new UnicodeEncoding(true, false), new UTF32Encoding(false, true, true), Encoding.Latin1, new UTF8Encoding(false)]);
    public static string ActEncodings(Encoding[] value)
    {
        try
        {
            return value[1].GetString([0xFF]);
        }
        catch (DecoderFallbackException)
        {
            return string.Join(',', value.Select(encoding => encoding.EncodingName + encoding.GetPreamble().Length + encoding.GetByteCount("aö€") + encoding.GetString(encoding.GetBytes("aö€"))));
        }
    }

    [Shape("`Uri`, absolute and relative: made again from its text")]
    public static readonly ImageRoot<Uri[]> Uris = new(() =>
    {
        var first = new Uri("HTTPS://User@Example.com:8080/a b/%7Ec?q=ä#part");
        return [first, first, new Uri("relative/path?x=1", UriKind.Relative), new Uri(new Uri("http://host/dir/"), "../other"), new Uri("file:///etc/hosts"), new Uri("/unix/path"), new Uri("mailto:a@b.c"), new Uri("custom:thing"), new Uri("http://münchen.de/straße"), new Uri("http://[::1]:5/"), new Uri("urn:isbn:1")];
    });
    public static string ActUris(Uri[] value) => string.Join(' ', value.Where(uri => uri.IsAbsoluteUri).Select(uri => uri.AbsoluteUri + uri.IdnHost + new Uri(uri, "x"))) + value[0].MakeRelativeUri(new Uri("https://user@example.com:8080/z")) + value[0].Equals(value[1]);
    public static readonly ImageRoot<Dictionary<Uri, int>> ByUri = new(() => new() { [new Uri("http://a/")] = 1, [new Uri("http://B/x?y#z")] = 2, [new Uri("r", UriKind.Relative)] = 3 });
    public static string ActByUri(Dictionary<Uri, int> value) => $"{value[new Uri("http://A/")] = 1} {value[new Uri("HTTP://b/x?y#z")] = 2} {value[new Uri("http://A/")]} {value[new Uri("http://b/x?y#z")]} {value.ContainsKey(new Uri("http://c/"))}";

    [Shape("`SearchValues<char>`, `SearchValues<byte>`: made again")]
    public static readonly ImageRoot<object[]> Searches = new(() =>
    {
        SearchValues<char> shared = SearchValues.Create("aeiou");
        return [shared, shared, SearchValues.Create(""), SearchValues.Create("x"), SearchValues.Create("abcdef"), SearchValues.Create("äöüßÄÖÜ漢字\uD800"), SearchValues.Create("\0\r\n"), SearchValues.Create("xyz"u8), SearchValues.Create([0, 128, 255])];
    });
    public static string ActSearches(object[] value) => string.Join(' ', value.OfType<SearchValues<char>>().Select(values => "The quick brown fox\r\n, größer".AsSpan().IndexOfAny(values))) + ((SearchValues<byte>)value[8]).Contains(255);

    [Shape("`SearchValues<string>`, by ordinal value and ignoring case: made again")]
    public static readonly ImageRoot<object[]> TextSearches = new(() =>
    {
        SearchValues<string> shared = SearchValues.Create(["fox", "Dog"], StringComparison.OrdinalIgnoreCase);
        return
        [
            shared, shared, SearchValues.Create(["fox", "Dog"], StringComparison.Ordinal), SearchValues.Create([], StringComparison.Ordinal), SearchValues.Create(["quick"], StringComparison.OrdinalIgnoreCase), SearchValues.Create(["größer", "ÄÖ", "x,y"], StringComparison.OrdinalIgnoreCase),
            SearchValues.Create(["größer", "\uD83D\uDE00"], StringComparison.Ordinal), SearchValues.Create(["a", "A"], StringComparison.Ordinal), SearchValues.Create(["a", "A"], StringComparison.OrdinalIgnoreCase), SearchValues.Create(["1", "22", "22"], StringComparison.OrdinalIgnoreCase),
            SearchValues.Create(["МИР"], StringComparison.OrdinalIgnoreCase), SearchValues.Create(["МИР", "FOX"], StringComparison.OrdinalIgnoreCase), SearchValues.Create(["É"], StringComparison.OrdinalIgnoreCase), SearchValues.Create(["É", "МИР"], StringComparison.Ordinal),
        ];
    });
    public static string ActTextSearches(object[] value) => string.Join(' ', from values in value.Cast<SearchValues<string>>() from text in (string[])["The quick brown FOX\r\n", "fox", "größer dog", "GRÖSSER GRÖßER äö", "A", "a", "", "X,Y", "122", "\uD83D\uDE00", "привет, мир", "МИР", "é"] select $"{text.AsSpan().IndexOfAny(values)}{(values.Contains(text) ? "=" : "")}");

    [Shape("`CompositeFormat`")]
    public static readonly ImageRoot<CompositeFormat> Composite = new(() => CompositeFormat.Parse("{0,5:x} of {{{1}}} and {2:0.00}"));
    public static string ActComposite(CompositeFormat value) => string.Format(CultureInfo.InvariantCulture, value, 255, "b", 1.5) + value.MinimumArgumentCount + value.Format;

    [Shape("`XDocument`, `XElement` and all that is in them; `XName` and `XNamespace`: linked")]
    public static readonly ImageRoot<XDocument> Document = new(() => XDocument.Parse("<?xml version='1.0' encoding='utf-8'?><!DOCTYPE r><!--c--><r a='1' xmlns:p='urn:p'><p:x p:y='2'>text<e/></p:x><![CDATA[<&]]><?pi data?>tail</r>", LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace));
    public static string ActDocument(XDocument value)
    {
        XNamespace space = "urn:p";
        value.Root.Element(space + "x").Add(new XElement("added", 5), "more");
        value.Root.SetAttributeValue("a", null);
        value.Root.Nodes().OfType<XText>().Last().Remove();
        return value.ToString(SaveOptions.DisableFormatting) + value.Declaration + ((System.Xml.IXmlLineInfo)value.Root).LinePosition;
    }

    public static readonly ImageRoot<object[]> Elements = new(() =>
    [
        new XElement("root", new XAttribute("k", "v"), new XElement(XName.Get("child", "urn:u"), "text"), new XElement("empty")), XName.Get("local"), XName.Get("{urn:u}child"), XNamespace.Get("urn:u"), XNamespace.None, XNamespace.Xml, new XElement("alone"), new XAttribute("x", 1),
    ]);
    public static readonly ImageRoot<Dictionary<XName, XElement>> ByName = new(() => new() { ["a"] = new XElement("a"), [XName.Get("b", "urn:u")] = null });
    public static string ActByName(Dictionary<XName, XElement> value) => $"{value["a"] = new XElement("x")} {value["{urn:u}b"] = null} {value["a"]} {value.ContainsKey("{urn:u}b")} {value.ContainsKey("b")}";

    [Shape("`JsonObject`, `JsonArray`, `JsonValue` of primitive values, parsed or made; `JsonElement` of `RootElement.Clone()`")]
    public static readonly ImageRoot<JsonNode[]> Json = new(() => [JsonNode.Parse("""{"a":[1,2.5,"x",true,null,{"b":"\u00e4\n"}],"c":{"d":-1e10},"e":""}""")]);
    public static string ActJson(JsonNode[] nodes)
    {
        JsonNode value = nodes[0];
        value["a"]!.AsArray().Add(7);
        value["new"] = new JsonObject { ["n"] = 1 };
        value.AsObject().Remove("e");
        return value.ToJsonString() + (int)value["a"]![0] + value["c"]!["d"] + value["missing"] + value["a"]!.GetPath();
    }

    public static readonly ImageRoot<JsonObject> JsonRoot = new(() => new JsonObject { ["a"] = 1, ["b"] = null });
    public static readonly ImageRoot<JsonObject[]> JsonMade = new(() => [new JsonObject(new JsonNodeOptions { PropertyNameCaseInsensitive = true }) { ["One"] = 1, ["two"] = new JsonArray("x", 2.5, true, 'c', 5L, DateTime.UnixEpoch, Guid.Empty, null), ["größe"] = "text", ["four"] = JsonNode.Parse("[1,{}]") }]);
    public static string ActJsonMade(JsonObject[] values) => Describe(values[0]);
    private static string Describe(JsonObject value) => value.ToJsonString() + value["ONE"] + value.ContainsKey("TWO") + value.ContainsKey("x") + (int)value["one"] + value["two"]![5]!.GetValue<DateTime>().Year + value["four"]![0];
    public static readonly ImageRoot<JsonElement> Element = new(() => { using JsonDocument document = JsonDocument.Parse("""{"a":[1,2,{"b":"text"}]}"""); return document.RootElement.Clone(); });
    public static string ActElement(JsonElement value) => value.GetProperty("a")[2].GetProperty("b").GetString() + value.GetProperty("a").GetArrayLength() + value.TryGetProperty("x", out _) + value.GetRawText();

    [Shape("Completed tasks: `Task.CompletedTask`, `Task.FromResult`, `ValueTask`; `CancellationToken.None`")]
    public static readonly ImageRoot<object[]> Tasks = new(() => [Task.CompletedTask, Task.FromResult(true), Task.FromResult(false), Task.FromResult(3), Task.FromResult(-1), Task.FromResult(5_000), Task.FromResult("text"), Task.FromResult<string>(null), Task.FromResult(0L), ValueTask.CompletedTask, ValueTask.FromResult(7), new ValueTask<string>(Task.FromResult("x")), CancellationToken.None]);
    public static string ActTasks(object[] value) =>
        $"{((Task<int>)value[5]).ContinueWith(task => task.Result + 1).Result} {Task.WhenAll(value.OfType<Task>()).IsCompletedSuccessfully} {((Task<string>)value[6]).GetAwaiter().GetResult()} {((ValueTask<int>)value[10]).Result} {((ValueTask<string>)value[11]).AsTask().Result} {Wait((Task<int>)value[5]).Result} {((CancellationToken)value[12]).CanBeCanceled}";
    private static async Task<int> Wait(Task<int> task) => await task + await task;

    [Shape("`FieldInfo`, `PropertyInfo`, `ConstructorInfo` values")]
    public static readonly ImageRoot<MemberInfo[]> Members = new(() =>
    [
        typeof(Settings).GetField("Zone"), typeof(Machine<int>).GetField("State"), typeof(Machine<string>).GetField("_hidden", BindingFlags.Instance | BindingFlags.NonPublic), typeof(Machine<>).GetField("Name"), typeof(Machine<int>).GetProperty("Start"), typeof(string).GetProperty("Length"),
        typeof(Machine<int>).GetConstructor([]), typeof(Machine<string>).GetConstructor([typeof(int)]), typeof(List<Settings>).GetConstructor([typeof(int)]), typeof(Machine<int>).TypeInitializer, typeof(string).GetProperty("Chars"), typeof(int[,]), typeof(string[,,]), typeof(int).MakeArrayType(1),
    ]);
    public static string ActMembers(MemberInfo[] value) => $"{((ConstructorInfo)value[7]).Invoke([5])} {((FieldInfo)value[3]).FieldType} {((PropertyInfo)value[5]).GetValue("four")} {((FieldInfo)value[1]).GetValue(new Machine<int> { State = 9 })}";

    [Shape("Expression trees")]
    public static readonly ImageRoot<LambdaExpression[]> Expressions = new(() =>
    {
        int captured = 5;
        Expression<Func<int, int, int>> sum = (x, y) => x + (y * Math.Abs(x)) + captured;
        Expression<Func<string, bool>> test = text => text != null && text.Length > 3 && !text.StartsWith("x", StringComparison.Ordinal);
        Expression<Func<IEnumerable<int>, object>> query = numbers => numbers.Where(n => n % 2 == 0).Select(n => new { n, List = new List<int> { n, n + 1 }, Array = new[] { n } }).Count();
        Expression<Func<int, Settings>> made = n => new Settings { Home = new Uri("http://h/" + n), Token = { } };
        ParameterExpression i = Expression.Variable(typeof(int), "i");
        LabelTarget end = Expression.Label(typeof(int), "end");
        LambdaExpression loop = Expression.Lambda<Func<int>>(Expression.Block([i], Expression.Assign(i, Expression.Constant(0)), Expression.Loop(Expression.IfThenElse(Expression.LessThan(i, Expression.Constant(10)), Expression.PostIncrementAssign(i), Expression.Break(end, i)), end)));
        LambdaExpression guarded = Expression.Lambda<Func<int, string>>(Expression.TryCatch(Expression.Switch(i, Expression.Constant("other"), Expression.SwitchCase(Expression.Constant("one"), Expression.Constant(1))), Expression.Catch(typeof(InvalidOperationException), Expression.Constant("caught"))), i);
        Expression<Func<object, string>> typed = value => value is string ? (string)value : (value as Uri ?? new Uri("http://u/")).ToString() + default(int);
        return [sum, test, query, made, loop, guarded, typed];
    });
    public static string ActExpressions(LambdaExpression[] value) =>
        $"{value[0].Compile().DynamicInvoke(2, 3)} {value[1].Compile().DynamicInvoke("abcd")} {value[2].Compile().DynamicInvoke(new[] { 1, 2, 4 })} {((Settings)value[3].Compile().DynamicInvoke(7)).Home} {value[4].Compile().DynamicInvoke()} {value[5].Compile().DynamicInvoke(1)} {value[6].Compile().DynamicInvoke(3)} {string.Join('|', value.Select(lambda => lambda.ToString()))}";
}
