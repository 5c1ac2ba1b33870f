# not modelled: cd isn't modelled
echo one
(cd /tmp && ls)
echo two
