package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Data that came before its template, in the order of its coming, bounded by domain, in all, and by
 * age. Sets that are taken out of the middle stay in the queue as gone until they reach its head or
 * there are too many of them.
 */
final class WaitingSets {
  private static final int MAXIMUM = 1 << 20;

  private final ExportLimits limits;
  private final Deque<WaitingSet> queue = new ArrayDeque<>();
  private long bytes;
  private int sets;

  WaitingSets(ExportLimits limits) {
    this.limits = limits;
  }

  boolean isEmpty() {
    return sets == 0;
  }

  /** Keeps a set; others go when there are too many now. */
  void add(WaitingSet set, Consumer<WaitingSet> dropped) {
    queue.addLast(set);
    set.domain.waiting.addLast(set);
    set.domain.waitingBytes += set.cost();
    bytes += set.cost();
    sets++;
    while (set.domain.waitingBytes > limits.waitingBytesPerDomain()) {
      drop(set.domain.waiting.removeFirst(), dropped);
    }
    while (bytes > limits.waitingBytesInAll() || sets > limits.waitingSetsInAll()) {
      dropOldest(dropped);
    }
  }

  /** Those that came too long before this time go. */
  void expire(long timeNanos, Consumer<WaitingSet> dropped) {
    for (WaitingSet oldest = oldest();
        oldest != null && timeNanos - oldest.context.receivedNanos > limits.waitingNanos();
        oldest = oldest()) {
      dropOldest(dropped);
    }
  }

  /** All of them go. */
  void clear(Consumer<WaitingSet> dropped) {
    while (oldest() != null) {
      dropOldest(dropped);
    }
  }

  /** All of a domain go. */
  void clear(Domain domain, Consumer<WaitingSet> dropped) {
    while (!domain.waiting.isEmpty()) {
      drop(domain.waiting.removeFirst(), dropped);
    }
  }

  /** Takes those of this sender that wait for this template, in their order. */
  List<WaitingSet> take(Sender sender, int template) {
    Domain domain = sender.domain;
    if (domain.waiting.isEmpty()) {
      return List.of();
    }
    List<WaitingSet> taken = new ArrayList<>();
    Iterator<WaitingSet> each = domain.waiting.iterator();
    while (each.hasNext()) {
      WaitingSet set = each.next();
      if (set.template == template && domain.isFrom(set, sender)) {
        each.remove();
        gone(set);
        taken.add(set);
      }
    }
    return taken;
  }

  private @Nullable WaitingSet oldest() {
    while (!queue.isEmpty() && queue.getFirst().gone) {
      queue.removeFirst();
    }
    return queue.peekFirst();
  }

  private void dropOldest(Consumer<WaitingSet> dropped) {
    WaitingSet oldest = oldest();
    if (oldest != null) {
      oldest.domain.waiting.removeFirst();
      drop(oldest, dropped);
    }
  }

  private void drop(WaitingSet set, Consumer<WaitingSet> dropped) {
    gone(set);
    dropped.accept(set);
  }

  private void gone(WaitingSet set) {
    set.gone = true;
    set.domain.waitingBytes -= set.cost();
    bytes -= set.cost();
    sets--;
    if (queue.size() > 2 * sets + 64) {
      queue.removeIf(each -> each.gone);
    }
  }

  void save(StateWriter state) {
    state.int32(sets);
    for (WaitingSet set : queue) {
      if (!set.gone) {
        set.domain.key.save(state);
        set.context.save(state);
        state.int32(set.template);
        state.bytes(set.bytes);
      }
    }
  }

  void restore(StateReader state, Map<DomainKey, Domain> domains) {
    int count = state.count(MAXIMUM);
    for (int i = 0; i < count; i++) {
      Domain domain = domains.get(DomainKey.restored(state));
      if (domain == null) {
        throw new IllegalArgumentException("snapshot: data of a domain that is not there");
      }
      ExportContext context = new ExportContext();
      context.restore(state);
      WaitingSet set = new WaitingSet(domain, context, state.int32(), state.bytes());
      add(set, ignored -> {});
    }
  }
}
