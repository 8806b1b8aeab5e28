package io.tapline.flowlog.identify;

/** What a client sends through a proxy once that is a tunnel: the host that is named inside. */
final class TunnelIdentifier {
  private final TlsIdentifier tls;
  private final HttpIdentifier http;
  private final PartialHellos partial;

  TunnelIdentifier(TlsIdentifier tls, HttpIdentifier http, PartialHellos partial) {
    this.tls = tls;
    this.http = http;
    this.partial = partial;
  }

  /** The proxy's identification with the host inside, once that is known. */
  Identification complete(Identification proxy, Payload payload) {
    if (!payload.fromClient()) {
      return proxy;
    }
    Identification inside =
        partial.get(payload.connection()) == null
            ? tls.identify(payload)
            : tls.complete(Identification.unnamed(TlsIdentifier.SERVICE), payload);
    if (inside == null) {
      inside = http.identifyWhole(payload);
    }
    return inside == null ? proxy : proxy.named(inside.hostname());
  }
}
