package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one domain of one exporter. Templates belong to the transport session that
 * defined them (RFC 7011, section 8): over UDP that is the exporter's address and port. An exporter
 * behind address translation, or one that opens a socket per datagram, changes its port within a
 * session; it is recognised because its sequence goes on, and keeps everything that it defined.
 */
final class Domain {
  private static final int MAXIMUM_PORTS = 1 << 16;

  final DomainKey key;
  final DomainOptions options = new DomainOptions();
  final Deque<WaitingSet> waiting = new ArrayDeque<>();
  long waitingBytes;

  /** By port, the one silent longest first. */
  final Map<Integer, Sender> senders = new LinkedHashMap<>(4, 0.75f, true);

  private @Nullable Sender last;

  Domain(DomainKey key) {
    this.key = key;
  }

  /** The sender of a message: of this port, or one that changed to it, or a new one. */
  Sender sender(int port, MessageHeader header, MessageCheck check, ExportLimits limits) {
    Sender sender = last;
    if (sender == null || sender.port != port) {
      sender = senders.get(port);
      if (sender == null) {
        sender = arrived(port, header, check, limits);
      }
      last = sender;
    }
    return sender;
  }

  private Sender arrived(int port, MessageHeader header, MessageCheck check, ExportLimits limits) {
    Sender sender = moved(header, check);
    if (sender == null) {
      sender = new Sender(this, port, limits);
    }
    senders.remove(sender.port);
    sender.port = port;
    senders.put(port, sender);
    return sender;
  }

  private @Nullable Sender moved(MessageHeader header, MessageCheck check) {
    for (Sender each : senders.values()) {
      if (each.continuesWith(header, check)) {
        return each;
      }
    }
    return null;
  }

  /** Takes away the sender that was silent longest when there are too many. */
  @Nullable Sender evictSender(int maximum) {
    return senders.size() <= maximum ? null : senders.remove(senders.keySet().iterator().next());
  }

  /** Whether a set that waits may be read by what this sender defines. */
  boolean isFrom(WaitingSet set, Sender sender) {
    int port = set.context.exporterPort;
    return port == sender.port || !senders.containsKey(port);
  }

  /** Fields of all templates. */
  int fields() {
    int fields = 0;
    for (Sender sender : senders.values()) {
      fields += sender.templates.fields();
    }
    return fields;
  }

  void save(StateWriter state) {
    key.save(state);
    options.save(state);
    state.int32(senders.size());
    senders.values().forEach(sender -> sender.save(state));
  }

  static Domain restored(ExportLimits limits, StateReader state) {
    Domain domain = new Domain(DomainKey.restored(state));
    domain.options.restore(state);
    TemplateTable shared = new TemplateTable();
    if (state.version() < StateReader.SESSIONS) {
      shared.restore(domain.key.dialect(), state);
    }
    int count = state.count(MAXIMUM_PORTS);
    for (int i = 0; i < count; i++) {
      Sender sender = Sender.restored(domain, limits, state);
      if (sender.templates.isEmpty()) {
        sender.templates.putAll(shared);
      }
      domain.senders.put(sender.port, sender);
    }
    return domain;
  }
}
