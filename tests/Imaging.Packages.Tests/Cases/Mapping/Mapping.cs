using AutoMapper;
using Imaging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cases;

public sealed class Person { public string Name { get; set; } = ""; public Address Home { get; set; } = new(); public List<int> Marks { get; set; } = []; }

public sealed class Address { public string City { get; set; } = ""; }

public sealed class PersonRow { public string Name { get; set; } = ""; public string HomeCity { get; set; } = ""; public int[] Marks { get; set; } = []; }

/// <summary>How persons become rows.</summary>
public static partial class Mapping
{
    [ImageRoot(nameof(CreateConfiguration))]
    public static partial MapperConfiguration Configuration { get; }

    private static MapperConfiguration CreateConfiguration()
    {
        var configuration = new MapperConfiguration(static options => options.CreateMap<Person, PersonRow>(), NullLoggerFactory.Instance);
        configuration.CompileMappings();
        return configuration;
    }

    public static string Digest()
    {
        PersonRow row = Configuration.CreateMapper().Map<PersonRow>(new Person { Name = "Ada", Home = { City = "London" }, Marks = [1, 2] });
        return $"{row.Name} {row.HomeCity} {string.Join(',', row.Marks)}";
    }
}
