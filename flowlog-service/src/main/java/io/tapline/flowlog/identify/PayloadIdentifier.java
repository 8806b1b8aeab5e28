package io.tapline.flowlog.identify;

import io.tapline.wire.frame.FrameView;
import org.jspecify.annotations.Nullable;

/**
 * Tries the known protocols on the first payloads of a connection. Callers stop after {@link
 * #PAYLOADS} each way or when the answer is settled. Not thread-safe.
 */
public final class PayloadIdentifier {
  /** Payload-bearing frames that are looked at, each way. */
  public static final int PAYLOADS = 4;

  private static final HttpIdentifier HTTP = new HttpIdentifier();
  private static final TlsIdentifier TLS = new TlsIdentifier();
  private static final DnsIdentifier DNS = new DnsIdentifier();

  /** In the order of trying; no payload is recognised by two of them but for the order. */
  private static final ProtocolIdentifier[] OVER_TCP = {
    TLS,
    HTTP,
    DNS,
    new SshIdentifier(),
    new GreetingIdentifier(),
    new SmbIdentifier(),
    new RdpIdentifier(),
    new SipIdentifier(),
    new BittorrentIdentifier(),
    new MqttIdentifier(),
    new RedisIdentifier(),
    new PostgresqlIdentifier(),
    new StunIdentifier()
  };

  private static final ProtocolIdentifier[] OVER_UDP = {
    DNS,
    new StunIdentifier(),
    new QuicIdentifier(),
    new DtlsIdentifier(),
    new SipIdentifier(),
    new NtpIdentifier(),
    new DhcpIdentifier()
  };

  private final Payload payload = new Payload();

  /**
   * What is known after one more payload.
   *
   * @param known what earlier payloads told, or null
   * @return {@code known} itself when nothing was added
   */
  public @Nullable Identification identify(
      FrameView frame, boolean fromClient, @Nullable Identification known) {
    payload.of(frame, fromClient);
    if (known != null) {
      return complete(known);
    }
    return switch (frame.protocol()) {
      case IpProtocols.TCP -> first(OVER_TCP);
      case IpProtocols.UDP -> first(OVER_UDP);
      default -> null;
    };
  }

  private @Nullable Identification first(ProtocolIdentifier[] identifiers) {
    for (ProtocolIdentifier identifier : identifiers) {
      Identification found = identifier.identify(payload);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private Identification complete(Identification known) {
    return switch (known.service()) {
      case HttpIdentifier.SERVICE -> HTTP.complete(known, payload);
      case TlsIdentifier.SERVICE -> TLS.complete(known, payload);
      case DnsIdentifier.SERVICE -> DNS.complete(known, payload);
      default -> known;
    };
  }
}
