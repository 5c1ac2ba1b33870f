aws kms describe-key --key-id alias/none > out.txt 2> err.txt
wc -c < out.txt
grep -o NotFoundException err.txt
aws kms describe-key --key-id alias/none > all.txt 2>&1
cmp=$(grep -c NotFound all.txt)
echo $cmp
aws kms describe-key --key-id alias/none &> /dev/null
aws sts get-caller-identity --query Account >> all.txt; tail -1 all.txt
