using System.Runtime.ExceptionServices;

namespace EdgeIsolates.V8.Tests.TestKit;

/// <summary>A body on a thread of its own, for tests in which the thread matters.</summary>
internal static class OwnThread
{
    public static Thread Start(Action body, int stackBytes = 0)
    {
        var thread = new Thread(() => body(), stackBytes) { IsBackground = true };
        thread.Start();
        return thread;
    }

    public static void Run(Action body, int stackBytes = 0)
    {
        ExceptionDispatchInfo? failure = null;
        Start(Guarded, stackBytes).Join();
        failure?.Throw();

        void Guarded()
        {
            try
            {
                body();
            }
            catch (Exception thrown)
            {
                failure = ExceptionDispatchInfo.Capture(thrown);
            }
        }
    }
}
