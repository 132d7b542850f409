namespace EdgeIsolates.Tests.Bindings;

/// <summary>A class, whose setters are used; it names itself.</summary>
public sealed class Place
{
    public required string Aisle { get; init; }

    public Place? Next { get; set; }
}
