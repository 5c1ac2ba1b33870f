# not modeled: cd isn't modeled
echo one
(cd /tmp && ls)
echo two
