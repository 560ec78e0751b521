#compdef pabal
# Completes pabal in zsh. In ~/.zshrc, after compinit: eval "$(pabal completion zsh)"
_pabal() {
  local line
  local -a found
  while IFS= read -r line; do
    # What stands before the first colon is the word, what stands after it explains it.
    found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
  done < <("${words[1]}" complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)
  if (( $#found )); then
    _describe pabal found
  else
    _files
  fi
}
compdef _pabal pabal
