namespace EdgeIsolates.Storage.Tests.Sqlite;

public sealed class FileUploadTests : ObjectUploadConformance
{
    private readonly BucketFolder _folder = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override void AddStores(IEdgeIsolatesBuilder builder) => _folder.AddTo(builder, MaxBytes);
}
