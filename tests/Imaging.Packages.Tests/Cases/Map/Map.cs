using Imaging;
using NetTopologySuite;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Implementation;
using NetTopologySuite.Index.Strtree;

namespace Cases;

/// <summary>A spatial index over areas.</summary>
public static partial class Map
{
    private const int Rows = 100;

    [ImageRoot(nameof(CreateAreas))]
    public static partial STRtree<Geometry> Areas { get; }

    private static STRtree<Geometry> CreateAreas()
    {
        var factory = new GeometryFactory(new PrecisionModel(), 4326, CoordinateArraySequenceFactory.Instance, new NtsGeometryServices());
        var areas = new STRtree<Geometry>();
        for (int i = 0; i < Rows * Rows; i++)
        {
            var centre = factory.CreatePoint(new Coordinate(i % Rows, i / Rows));
            Geometry area = centre.Buffer(0.75);
            area.UserData = $"area {i}";
            areas.Insert(area.EnvelopeInternal, area);
        }

        areas.Build();
        return areas;
    }

    public static string Digest()
    {
        var window = new Envelope(10.2, 13.8, 40.1, 42.3);
        IList<Geometry> found = Areas.Query(window);
        Geometry union = NetTopologySuite.Operation.Union.UnaryUnionOp.Union(found);
        return string.Join(',', found.Select(area => area.UserData).Order()) + $" {union.Area:R} {union.SRID} {Areas.Count} {found[0].Intersects(found[^1])} {union.AsText().Length}";
    }
}
