# not modelled: Subshells
echo one
(cd /tmp && ls)
