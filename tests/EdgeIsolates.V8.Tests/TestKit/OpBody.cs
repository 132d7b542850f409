namespace EdgeIsolates.V8.Tests.TestKit;

internal delegate void OpBody(in V8OpCall call);
