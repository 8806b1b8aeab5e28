# Sourced by ./tapline: what --memory or TAPLINE_MEMORY leaves for Java's heap and its direct buffers. The division is that
# of MemoryBudget in standalone, which also refuses what is too small or no size; here that is taken as the default.

asked_memory() { # prints the size that the arguments ask for
  asked=${TAPLINE_MEMORY:-1g}
  while [ $# -gt 0 ]; do
    case $1 in
      --memory) asked=${2:-} ;;
      --memory=*) asked=${1#*=} ;;
    esac
    shift
  done
  echo "$asked"
}

memory_mib() { # prints $1, such as 512m or 2GB, in MiB
  number=${1%%[!0-9]*}
  mib=0
  case "$number" in
    '' | 0* | ????????*) ;;
    *)
      case "${1#"$number"}" in
        [mM] | [mM][bB] | [mM][iI][bB]) mib=$number ;;
        [gG] | [gG][bB] | [gG][iI][bB]) mib=$((number * 1024)) ;;
      esac
      ;;
  esac
  [ "$mib" -ge 512 ] || mib=1024
  echo "$mib"
}

memory_options() { # prints Java's options for the total $1
  rest=$(($(memory_mib "$1") - 160))
  echo "-Xmx$((rest * 7 / 16))m -XX:MaxDirectMemorySize=$((rest * 2 / 16))m"
}
