package io.tapline.wire.ipfix;

import io.tapline.wire.bytes.BigEndian;
import io.tapline.wire.ipfix.TemplateDefinitions.Definition;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks a whole message before anything of it is taken, because nothing of a malformed message may
 * be decoded (RFC 7011, section 9). First {@link #sets}, which needs no templates; then {@link
 * #dataFits}, once it is known whose templates hold. Reused.
 */
final class MessageCheck {
  static final int SET_HEADER_BYTES = 4;
  static final int FIRST_DATA_SET = 256;

  private final List<DefinedTemplate> defined = new ArrayList<>();
  private final Map<Integer, Layout> layouts = new HashMap<>();
  private boolean malformed;

  /** Looks at the lengths of all sets and at the definitions of templates. */
  void sets(MessageHeader header) {
    defined.clear();
    malformed = header.cut;
    long at = header.sets;
    while (header.end - at >= SET_HEADER_BYTES) {
      int length = BigEndian.uint16(header.bytes, at + 2);
      boolean whole = length >= SET_HEADER_BYTES && length <= header.end - at;
      long end = whole ? at + length : header.end;
      templates(header, at, end);
      malformed |= !whole;
      at = end;
    }
    malformed |= !isZero(header.bytes, at, header.end);
  }

  private void templates(MessageHeader header, long set, long end) {
    int id = BigEndian.uint16(header.bytes, set);
    int first = firstTemplateSet(header.dialect);
    if (id != first && id != first + 1) {
      return;
    }
    boolean options = id != first;
    TemplateDefinitions read =
        new TemplateDefinitions(header.dialect, options, header.bytes, set + SET_HEADER_BYTES, end);
    Definition kind;
    do {
      kind = read.next();
      if (kind != Definition.END) {
        List<TemplateField> fields = kind == Definition.TEMPLATE ? read.fields() : List.of();
        defined.add(new DefinedTemplate(set, read.id(), options, kind, fields));
      }
    } while (kind != Definition.END && kind != Definition.MALFORMED);
    malformed |= kind == Definition.MALFORMED || !isZero(header.bytes, read.rest(), end);
  }

  /** Sets with this number define templates; those with the next one templates of options. */
  static int firstTemplateSet(Dialect dialect) {
    return dialect == Dialect.IPFIX ? 2 : 0;
  }

  /** Whether what {@link #sets} looked at contradicts itself. */
  boolean malformed() {
    return malformed;
  }

  /** What the message says of templates, in order. */
  List<DefinedTemplate> defined() {
    return defined;
  }

  /** Whether all data whose template is known, also by this message, is whole records. */
  boolean dataFits(MessageHeader header, Sender sender) {
    layouts.clear();
    int next = 0;
    for (long at = header.sets; header.end - at >= SET_HEADER_BYTES; ) {
      long end = at + BigEndian.uint16(header.bytes, at + 2);
      int id = BigEndian.uint16(header.bytes, at);
      if (id >= FIRST_DATA_SET && !fits(header.bytes, at + SET_HEADER_BYTES, end, id, sender)) {
        return false;
      }
      next = define(next, at, sender);
      at = end;
    }
    return true;
  }

  private boolean fits(MemorySegment bytes, long from, long end, int id, Sender sender) {
    Layout layout = layouts.isEmpty() ? null : layouts.get(id);
    if (layout == null) {
      Template known = sender.templates.get(id);
      layout = known == null ? null : known.layout;
    }
    return layout == null || layout.fits(bytes, from, end);
  }

  /** Takes note of what the set at {@code set} defines. */
  private int define(int next, long set, Sender sender) {
    int at = next;
    while (at < defined.size() && defined.get(at).set() == set) {
      DefinedTemplate each = defined.get(at++);
      if (!each.fields().isEmpty()) {
        layouts.put(each.id(), layout(each, sender.templates.get(each.id())));
      }
    }
    return at;
  }

  private static Layout layout(DefinedTemplate defined, @Nullable Template known) {
    return known != null && defined.repeats(known) ? known.layout : Layout.of(defined.fields());
  }

  /** Whether there is nothing but padding. */
  static boolean isZero(MemorySegment bytes, long from, long end) {
    for (long at = from; at < end; at++) {
      if (BigEndian.uint8(bytes, at) != 0) {
        return false;
      }
    }
    return true;
  }
}
