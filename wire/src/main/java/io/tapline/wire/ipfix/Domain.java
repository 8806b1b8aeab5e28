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
 * What is known of one domain of one exporter. Templates belong to the port that defined them; a
 * port that never defined any uses the last definition of any port, because exporters behind
 * address translation, and those that open a socket per datagram, change theirs.
 */
final class Domain {
  private static final int MAXIMUM_PORTS = 1 << 16;

  final DomainKey key;
  final DomainOptions options = new DomainOptions();

  /** The last definition of each template by any port. */
  final TemplateTable templates = new TemplateTable();

  final Deque<WaitingSet> waiting = new ArrayDeque<>();
  long waitingBytes;

  /** By port, the one silent longest first. */
  final Map<Integer, Sender> senders = new LinkedHashMap<>(4, 0.75f, true);

  private @Nullable Sender last;

  Domain(DomainKey key) {
    this.key = key;
  }

  /** The sender with this port, new if need be. */
  Sender sender(int port, ExportLimits limits) {
    Sender sender = last;
    if (sender == null || sender.port != port) {
      sender = senders.computeIfAbsent(port, each -> new Sender(this, each, limits));
      last = sender;
    }
    return sender;
  }

  /** Takes away the sender that was silent longest when there are too many. */
  @Nullable Sender evictSender(int maximum) {
    return senders.size() <= maximum ? null : senders.remove(senders.keySet().iterator().next());
  }

  @Nullable Template template(Sender sender, int id) {
    return table(sender).get(id);
  }

  private TemplateTable table(Sender sender) {
    return sender.templates.isEmpty() ? templates : sender.templates;
  }

  /** The template that holds for this sender holds no longer. */
  void forgetTemplate(Sender sender, int id) {
    Template gone = template(sender, id);
    sender.templates.remove(id);
    if (gone != null && templates.get(id) == gone) {
      templates.remove(id);
    }
  }

  /** The sender began anew: what it defined holds no longer. */
  void forgetTemplates(Sender sender) {
    templates.removeAll(sender.templates);
    sender.templates.clear();
  }

  /** Fields of all templates. */
  int fields() {
    int fields = templates.fields();
    for (Sender sender : senders.values()) {
      fields += sender.templates.fields();
    }
    return fields;
  }

  void save(StateWriter state) {
    key.save(state);
    options.save(state);
    templates.save(state);
    state.int32(senders.size());
    senders.values().forEach(sender -> sender.save(state));
  }

  static Domain restored(ExportLimits limits, StateReader state) {
    Domain domain = new Domain(DomainKey.restored(state));
    domain.options.restore(state);
    domain.templates.restore(domain.key.dialect(), state);
    int count = state.count(MAXIMUM_PORTS);
    for (int i = 0; i < count; i++) {
      Sender sender = Sender.restored(domain, limits, state);
      sender.templates.share(domain.templates);
      domain.senders.put(sender.port, sender);
    }
    return domain;
  }
}
