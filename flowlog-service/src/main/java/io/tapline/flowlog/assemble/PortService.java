package io.tapline.flowlog.assemble;

import io.tapline.flowlog.identify.WellKnownPorts;
import io.tapline.wire.protocol.IpProtocols;
import io.tapline.wire.protocol.ProtocolNames;
import org.jspecify.annotations.Nullable;

/** The service of a connection that nothing names but the server's port, or the protocol. */
final class PortService {
  static final String UNKNOWN = "unknown";

  private PortService() {}

  /** The service that usually has the port, {@link #UNKNOWN} where there is none. */
  static String name(int protocol, int serverPort) {
    String known = known(protocol, serverPort);
    return known == null ? UNKNOWN : known;
  }

  static ServiceEvidence evidence(int protocol, int serverPort) {
    return known(protocol, serverPort) == null ? ServiceEvidence.NONE : ServiceEvidence.PORT;
  }

  private static @Nullable String known(int protocol, int serverPort) {
    return IpProtocols.hasPorts(protocol)
        ? WellKnownPorts.name(protocol, serverPort)
        : ProtocolNames.nameOrNull(protocol);
  }
}
