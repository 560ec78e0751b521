# Completes pabal in bash. In ~/.bashrc: eval "$(pabal completion bash)"
_pabal() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("${line%%$'\t'*}")
  done < <("$1" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
# Where pabal names nothing, bash names files.
complete -o bashdefault -o default -F _pabal pabal
