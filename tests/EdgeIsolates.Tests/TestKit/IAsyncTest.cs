namespace EdgeIsolates.Tests.TestKit;

/// <summary>A test class that is disposed of asynchronously: xunit asks for <see cref="IAsyncLifetime"/> and does not know <see cref="IAsyncDisposable"/>.</summary>
public interface IAsyncTest : IAsyncLifetime, IAsyncDisposable
{
    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => ((IAsyncDisposable)this).DisposeAsync().AsTask();
}
