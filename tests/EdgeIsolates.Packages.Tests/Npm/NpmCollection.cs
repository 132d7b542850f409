namespace EdgeIsolates.Packages.Tests.Npm;

/// <summary>The tests that need what npm installs.</summary>
[CollectionDefinition(Name)]
public sealed class NpmCollection : ICollectionFixture<NpmFixture>
{
    public const string Name = "npm";
}
