package io.tapline.wire.flowtools;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The values that a header holds. Filled once, then only read. */
final class HeaderValues {
  private final Map<HeaderField, Long> numbers = new EnumMap<>(HeaderField.class);
  private final Map<HeaderField, String> texts = new EnumMap<>(HeaderField.class);
  private final Map<HeaderField, List<InterfaceName>> interfaces = new EnumMap<>(HeaderField.class);
  private final List<Integer> unknown = new ArrayList<>();

  void put(HeaderField field, long value) {
    numbers.put(field, value);
  }

  void put(HeaderField field, String value) {
    texts.put(field, value);
  }

  void add(HeaderField field, InterfaceName value) {
    interfaces.computeIfAbsent(field, f -> new ArrayList<>()).add(value);
  }

  void addUnknown(int code) {
    unknown.add(code);
  }

  void putAll(HeaderValues others) {
    numbers.putAll(others.numbers);
    texts.putAll(others.texts);
    others.interfaces.forEach((field, names) -> names.forEach(name -> add(field, name)));
  }

  OptionalLong number(HeaderField field) {
    Long value = numbers.get(field);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  Optional<String> text(HeaderField field) {
    return Optional.ofNullable(texts.get(field));
  }

  List<InterfaceName> interfaces(HeaderField field) {
    return List.copyOf(interfaces.getOrDefault(field, List.of()));
  }

  List<Integer> unknown() {
    return unknown;
  }
}
