package io.tapline.flowlog.catalog;

import static io.tapline.rpc.grpc.Timestamps.timestamp;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.identify.KnownService;
import io.tapline.flowlog.v1.Commit;
import io.tapline.flowlog.v1.GetProtocolRequest;
import io.tapline.flowlog.v1.NetObjectChange;
import io.tapline.flowlog.v1.Protocol;
import io.tapline.flowlog.v1.ServiceEntry;
import io.tapline.rpc.Refusal;
import io.tapline.wire.address.IpPrefix;
import io.tapline.wire.protocol.ProtocolNames;
import java.util.List;

/** The catalog as messages, and net objects back. */
final class CatalogMessages {
  private static final int PROTOCOLS = 256;

  private CatalogMessages() {}

  static ServiceEntry service(KnownService service) {
    return ServiceEntry.newBuilder()
        .setName(service.name())
        .setBaseService(service.base())
        .addAllPayloadProtocols(service.payloadProtocols())
        .addAllPorts(service.ports())
        .addAllProperties(service.properties())
        .build();
  }

  /**
   * @throws Refusal UNKNOWN_PROTOCOL
   */
  static Protocol protocol(GetProtocolRequest request) {
    return switch (request.getProtocolCase()) {
      case NUMBER -> protocol(request.getNumber(), request.getStrict());
      case NAME -> protocol(request.getName(), request.getStrict());
      case PROTOCOL_NOT_SET -> throw unknown("number", "Which protocol? Give a number or a name.");
    };
  }

  private static Protocol protocol(int number, boolean strict) {
    String name = number >= 0 && number < PROTOCOLS ? ProtocolNames.nameOrNull(number) : null;
    if (name == null && strict) {
      throw unknown("number", "No protocol with the number %d has a name.".formatted(number));
    }
    return message(number, name == null ? "#" + number : name);
  }

  private static Protocol protocol(String name, boolean strict) {
    int number = ProtocolNames.number(name);
    if (number == ProtocolNames.NONE && strict) {
      throw unknown("name", "There is no protocol \"%s\".".formatted(name));
    }
    String known = number == ProtocolNames.NONE ? name : ProtocolNames.nameOrNull(number);
    return message(number, known == null ? "#" + number : known);
  }

  static Protocol message(int number, String name) {
    return Protocol.newBuilder().setNumber(number).setName(name).build();
  }

  private static Refusal unknown(String field, String sentence) {
    return Refusal.ofField(Reason.UNKNOWN_PROTOCOL, field, sentence);
  }

  static io.tapline.flowlog.v1.NetObject message(NetObject object) {
    return io.tapline.flowlog.v1.NetObject.newBuilder()
        .setName(object.name())
        .addAllPrefixes(List.of(object.prefixTexts()))
        .setHidden(object.hidden())
        .setCommitId(object.commit())
        .build();
  }

  /**
   * @throws Refusal INVALID_NET_OBJECT
   */
  static NetObject object(io.tapline.flowlog.v1.NetObject message) {
    return NetObject.of(
        message.getName(),
        message.getPrefixesList().stream().map(CatalogMessages::prefix).toList(),
        message.getHidden());
  }

  private static IpPrefix prefix(String text) {
    try {
      return IpPrefix.parse(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.ofField(
          Reason.INVALID_NET_OBJECT,
          "net_object.prefixes",
          "\"%s\" is no address and no prefix such as 10.0.0.0/8.".formatted(text));
    }
  }

  static Commit commit(CatalogCommit commit) {
    return Commit.newBuilder()
        .setCommitId(commit.id())
        .setCommitTime(timestamp(commit.time()))
        .setMessage(commit.message())
        .addAllChanges(commit.changes().stream().map(CatalogMessages::change).toList())
        .setChangeCount(commit.changed())
        .build();
  }

  private static NetObjectChange change(CatalogCommit.Change change) {
    return NetObjectChange.newBuilder()
        .setName(change.name())
        .setKind(
            switch (change.kind()) {
              case ADDED -> NetObjectChange.Kind.KIND_ADDED;
              case CHANGED -> NetObjectChange.Kind.KIND_CHANGED;
              case REMOVED -> NetObjectChange.Kind.KIND_REMOVED;
            })
        .build();
  }
}
