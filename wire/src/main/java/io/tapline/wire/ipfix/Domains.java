package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The domains of all exporters, the one silent longest first. */
final class Domains {
  private static final int MAXIMUM = 1 << 20;

  private final Map<DomainKey, Domain> domains = new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable Domain last;
  private int fields;

  /** The domain of the message, new if need be. */
  Domain of(ExportContext context) {
    Domain domain = last;
    if (domain == null || !is(domain.key, context)) {
      domain = domains.computeIfAbsent(key(context), Domain::new);
      last = domain;
    }
    return domain;
  }

  private static boolean is(DomainKey key, ExportContext context) {
    return key.low() == context.exporterLow
        && key.high() == context.exporterHigh
        && key.domain() == context.domain
        && key.dialect() == context.dialect;
  }

  private static DomainKey key(ExportContext context) {
    return new DomainKey(
        context.dialect, context.exporterHigh, context.exporterLow, context.domain);
  }

  /** All of them; the order stays as it is. */
  Map<DomainKey, Domain> byKey() {
    return new HashMap<>(domains);
  }

  /** A domain has so many more fields of templates now. */
  void fieldsChanged(int difference) {
    fields += difference;
  }

  /** Takes away the domain that was silent longest when a limit is exceeded; never the last. */
  @Nullable Domain evict(ExportLimits limits) {
    boolean tooMany = domains.size() > limits.domains() || fields > limits.fieldsInAll();
    if (!tooMany || domains.size() <= 1) {
      return null;
    }
    Domain gone = domains.remove(domains.keySet().iterator().next());
    if (gone != null) {
      fields -= gone.fields();
    }
    return gone;
  }

  void save(StateWriter state) {
    state.int32(domains.size());
    domains.values().forEach(domain -> domain.save(state));
  }

  void restore(ExportLimits limits, StateReader state) {
    int count = state.count(MAXIMUM);
    for (int i = 0; i < count; i++) {
      Domain domain = Domain.restored(limits, state);
      domains.put(domain.key, domain);
      fields += domain.fields();
    }
  }
}
