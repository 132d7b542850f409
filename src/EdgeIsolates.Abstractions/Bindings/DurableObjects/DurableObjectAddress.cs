namespace EdgeIsolates;

/// <summary>Names one Durable Object among all of a deployment of EdgeIsolates.</summary>
/// <param name="Namespace">The namespace: the function, a slash, and the name that the class had when it was new, such as <c>intake/Counter</c>.</param>
/// <param name="Id">The object's id: 64 lower-case hexadecimal digits.</param>
public sealed record DurableObjectAddress(string Namespace, string Id);
