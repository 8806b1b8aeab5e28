package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Templates by their number, the one that was refreshed longest ago first. */
final class TemplateTable {
  private static final int MAXIMUM = 1 << 16;

  private final Map<Integer, Template> templates = new LinkedHashMap<>();
  private @Nullable Template last;
  private int fields;

  @Nullable Template get(int id) {
    if (last == null || last.id != id) {
      last = templates.get(id);
    }
    return last;
  }

  boolean isEmpty() {
    return templates.isEmpty();
  }

  /** Fields of all templates. */
  int fields() {
    return fields;
  }

  /** Puts it last, in the place of the one with the same number. */
  void put(Template template) {
    remove(template.id);
    templates.put(template.id, template);
    fields += template.fields.size();
  }

  void remove(int id) {
    Template gone = templates.remove(id);
    last = null;
    fields -= gone == null ? 0 : gone.fields.size();
  }

  void clear() {
    templates.clear();
    last = null;
    fields = 0;
  }

  /** All data templates, or all of options. */
  int removeAll(boolean options) {
    int before = templates.size();
    templates.values().removeIf(template -> template.options == options);
    last = null;
    fields = templates.values().stream().mapToInt(template -> template.fields.size()).sum();
    return before - templates.size();
  }

  /** Puts all of another table. */
  void putAll(TemplateTable other) {
    other.templates.values().forEach(this::put);
  }

  /** Removes the one that was refreshed longest ago when there are too many. */
  boolean evict(int maximum) {
    if (templates.size() <= maximum) {
      return false;
    }
    remove(templates.keySet().iterator().next());
    return true;
  }

  void save(StateWriter state) {
    state.int32(templates.size());
    templates.values().forEach(template -> template.save(state));
  }

  void restore(Dialect dialect, StateReader state) {
    int count = state.count(MAXIMUM);
    for (int i = 0; i < count; i++) {
      put(Template.restored(dialect, state));
    }
  }
}
